# fails: goes_on_from_reference_to_reference
# It follows one reference only.

import http.client
import sys
from urllib.parse import urljoin, urlsplit

REFERENCES = {301, 302, 303, 307, 308}


class NotFetched(Exception):
    """There is no file, for this reason."""


def get(url: str) -> tuple[int, str, str, bytes]:
    """Status, its words, the field Location, and the content."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise NotFetched(f"cannot go to {url}")
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=3)
    try:
        path = parts.path or "/"
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path)
        answer = connection.getresponse()
        return answer.status, answer.reason, answer.getheader("location", ""), answer.read()
    finally:
        connection.close()


def fetch(url: str) -> bytes:
    for _ in range(2):
        status, reason, location, content = get(url)
        if status not in REFERENCES or not location:
            if status != 200:
                raise NotFetched(f"{status} {reason}")
            return content
        url = urljoin(url, location)
    raise NotFetched(f"{status} for the eleventh time")


def main() -> int:
    try:
        _, url, file = sys.argv
        parts = urlsplit(url)
        good = parts.scheme == "http" and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    if not good:
        print("usage: client.py http://HOST[:PORT]/PATH FILE", file=sys.stderr)
        return 2
    try:
        content = fetch(url)
        with open(file, "wb") as out:
            out.write(content)
    except (OSError, http.client.HTTPException, NotFetched) as error:
        print(f"{url}: {error!r}", file=sys.stderr)
        return 1
    print(f"200 OK, {len(content)} Bytes")
    return 0


sys.exit(main())
