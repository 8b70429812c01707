"""urllib, read in pieces into a file beside it, which takes its name only when the length is right."""

import http.client
import os
import sys
import urllib.error
import urllib.request
from urllib.parse import urlsplit


def copy(url: str, name: str) -> int:
    """How many bytes there were."""
    with urllib.request.urlopen(url, timeout=3) as answer, open(name, "wb") as file:
        if answer.status != 200:
            raise OSError(f"status {answer.status}")
        while piece := answer.read(8192):
            file.write(piece)
        size = file.tell()
        length = answer.headers["Content-Length"]
    if length is not None and int(length) != size:
        raise OSError(f"{size} bytes instead of {length}")
    return size


def main() -> None:
    if len(sys.argv) != 3 or urlsplit(sys.argv[1]).scheme != "http" or not urlsplit(sys.argv[1]).netloc:
        print("Aufruf: client.py URL DATEI", file=sys.stderr)
        sys.exit(2)
    _, url, name = sys.argv
    part = f"{name}.part"
    try:
        size = copy(url, part)
        os.replace(part, name)
    except urllib.error.HTTPError as error:
        sys.exit(f"Der Server sagt {error.code}")
    except (OSError, http.client.HTTPException) as error:
        if os.path.exists(part):
            os.remove(part)
        sys.exit(f"Fehler: {error!r}")
    print(f"200 OK, {size} Bytes")


main()
