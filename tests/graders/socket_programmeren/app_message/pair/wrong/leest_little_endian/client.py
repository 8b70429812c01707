# fails: understand_each_other, end_together, understand_single_bytes, understand_what_comes_late, carry_a_long_value
# Leest de lengte van de header in de volgorde van zijn machine.

import json
import socket
import struct
import sys

LONGEST_HEADER = 1024
LONGEST_CONTENT = 1_000_000
KEYS = ("byteorder", "content-type", "content-encoding", "content-length")
ENCODINGS = ("utf-8", "latin-1", "utf-16")


def receive_exactly(connection: socket.socket, length: int) -> bytes:
    """So many bytes; raises EOFError where the stream ends before."""
    received = bytearray()
    while len(received) < length:
        data = connection.recv(length - len(received))
        if not data:
            raise EOFError("the server has closed the connection")
        received += data
    return bytes(received)


def ask(connection: socket.socket, action: str, value: str) -> None:
    """Send the question."""
    content = json.dumps({"action": action, "value": value}, ensure_ascii=False).encode()
    header = json.dumps(
        {
            "byteorder": sys.byteorder,
            "content-type": "text/json",
            "content-encoding": "utf-8",
            "content-length": len(content),
        }
    ).encode()
    connection.sendall(struct.pack("!H", len(header)) + header + content)


def receive_result(connection: socket.socket) -> str:
    """The result; raises ValueError where the answer is broken."""
    (length,) = struct.unpack("<H", receive_exactly(connection, 2))
    if not 0 < length <= LONGEST_HEADER:
        raise ValueError(f"a header of {length} bytes")
    header = json.loads(receive_exactly(connection, length).decode())
    _, content_type, encoding, size = (header[key] for key in KEYS)
    if type(size) is not int or not 0 <= size <= LONGEST_CONTENT:
        raise ValueError(f"content-length is {size!r}")
    if content_type != "text/json" or encoding not in ENCODINGS:
        raise ValueError("the content is no JSON")
    result = json.loads(receive_exactly(connection, size).decode(encoding))["result"]
    if not isinstance(result, str):
        raise TypeError("the result is no text")
    return result


def main() -> None:
    try:
        host, port, action, value = sys.argv[1:]
        if not 0 < int(port) <= 65535:
            raise ValueError
    except ValueError:
        print("usage: client.py HOST PORT ACTION VALUE", file=sys.stderr)
        sys.exit(2)
    try:
        with socket.create_connection((host, int(port))) as connection:
            ask(connection, action, value)
            print(receive_result(connection))
    except (OSError, EOFError) as error:
        sys.exit(f"No answer: {error}")
    except (ValueError, TypeError, KeyError) as error:
        sys.exit(f"The answer is broken: {error}")


if __name__ == "__main__":
    main()
