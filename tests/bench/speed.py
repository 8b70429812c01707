"""How fast is a grade? Prints ratios measured in one run, with medians.

    python tests/bench/speed.py [ROUNDS]

1. Grading fsst/echo with its reference, against merely launching the same programs as often until they listen
   (or connect) and killing them.
2. What the engine costs outside of the checks: the wall time of the command less the time of its checks.
"""

from __future__ import annotations

import json
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sockgrade.course import Course
from sockgrade.namespaces import enter_private_network
from sockgrade.network import PrivateNetwork

PORT = 61111
PYTHON = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
COMMAND = [sys.executable, "-m", "sockgrade", "grade"]


def timed(action: Callable[[], object]) -> float:
    """Seconds."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def grade(identifier: str, path: Path, report: Path, *options: str) -> float:
    """Grade, and be sure that everything passed; seconds."""
    command = [*COMMAND, identifier, str(path), "--json", str(report), *options]
    return timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def launch_server(network: PrivateNetwork, program: Path) -> None:
    """Start the server, wait until it listens, kill it."""
    network.renew("tcp", PORT)
    process = subprocess.Popen([PYTHON, str(program)], stdout=subprocess.DEVNULL)
    while not network.bound(process.pid):
        time.sleep(0.001)
    process.kill()
    process.wait()


def launch_client(network: PrivateNetwork, program: Path) -> None:
    """Start the client, wait until it connects, kill it."""
    network.renew("tcp", PORT)
    with socket.create_server(("127.0.0.1", PORT)) as listener:
        process = subprocess.Popen(
            [PYTHON, str(program)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        listener.accept()[0].close()
        process.kill()
        process.communicate()


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    course = Course.default()
    server, client = (course.program(f"fsst/echo/{role}") for role in ("server", "client"))
    folder = Path(tempfile.mkdtemp(prefix="speed-"))
    folder.chmod(0o755)
    for program in (server, client):
        shutil.copy(course.root / "reference" / f"{program.id}.py", folder)
    report = folder / "result.json"

    grade("fsst/echo", folder, report)  # once for the caches
    grading, overheads = [], []
    for _ in range(rounds):
        grading.append(grade("fsst/echo", folder, report))
        # One worker: its checks do not overlap, and their times add up.
        wall = grade("fsst/echo/server", folder, report, "--jobs", "1")
        checks = json.loads(report.read_text())["programs"][0]["checks"]
        overheads.append(wall - sum(check["seconds"] for check in checks))

    # Each check launches its program once, and "starts again at once" a second time.
    servers, clients = len(course.checks(server)) + 1, len(course.checks(client))
    network = enter_private_network()
    launching = []
    for _ in range(rounds):
        launching.append(
            sum(timed(lambda: launch_server(network, folder / "server.py")) for _ in range(servers))
            + sum(timed(lambda: launch_client(network, folder / "client.py")) for _ in range(clients))
        )
    shutil.rmtree(folder)

    graded, launched = statistics.median(grading), statistics.median(launching)
    print(f"rounds: {rounds}; medians")
    print(f"grading fsst/echo with its reference      {graded:6.3f} s  ({servers - 1 + clients} checks)")
    print(f"launching the same programs as often      {launched:6.3f} s  ({servers + clients} launches)")
    print(f"ratio                                     {graded / launched:6.2f}    (at most 1.50)")
    print(f"the engine outside of the checks          {statistics.median(overheads):6.3f} s  (below 0.400)")


if __name__ == "__main__":
    main()
