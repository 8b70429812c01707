# fails: tells_what_came
# It prints the status only.

import argparse
import http.client
import sys
import urllib.parse
import urllib.request

#: Seconds without a byte after which nobody waits any longer.
PATIENCE = 3


def web_address(text: str) -> str:
    """A URL of HTTP, with a host. Raises ValueError."""
    parts = urllib.parse.urlsplit(text)
    if parts.scheme != "http" or not parts.hostname or parts.port == 0:
        raise ValueError(text)
    return text


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("url", type=web_address)
    parser.add_argument("file")
    told = parser.parse_args()
    # All of it before the file is begun: half a file would look like a whole one.
    with urllib.request.urlopen(told.url, timeout=PATIENCE) as answer:
        status, reason, content = answer.status, answer.reason, answer.read()
    if status != 200:  # 204, say, is no error to urlopen(), and no file either
        raise http.client.HTTPException(f"{status} {reason}")
    with open(told.file, "wb") as file:
        file.write(content)
    print(f"{status} {reason}")


if __name__ == "__main__":
    try:
        main()
    except (OSError, http.client.HTTPException) as error:  # HTTPError, for a 404, say, is an OSError
        sys.exit(f"Nothing fetched from {sys.argv[1]}: {error}")
