#!/usr/bin/env bash
# Smoke test of what users install: build the wheel, install it into an empty environment, grade a reference.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 711 "$work"
python -m pip wheel -q --no-deps --no-build-isolation --wheel-dir "$work" .
python -m venv "$work/venv"
"$work/venv/bin/python" -m pip install -q --disable-pip-version-check "$work"/*.whl
cp reference/fsst/echo/server.py "$work/my_server.py"
cd "$work"
venv/bin/sockgrade --version
venv/bin/sockgrade list fsst/echo >/dev/null
diff <(sockgrade list) <(venv/bin/sockgrade list) # every exercise is in it
venv/bin/sockgrade grade fsst/echo/server my_server.py --junit result.xml --no-record
venv/bin/python -c 'from junit_xml import TestSuite; import xml.etree.ElementTree as t; t.parse("result.xml")'
venv/bin/sockgrade start fsst/echo work
test -f work/server.py
venv/bin/sockgrade new networks/capitals --course course --role server --role client >/dev/null
venv/bin/sockgrade verify --course course
venv/bin/sockgrade verify --documents >/dev/null
