# fails: understand_single_bytes, carry_a_long_value
# Denkt dat recv() een heel bericht geeft.

import json
import socket
import struct
import sys
import threading
from typing import Any

KNOWN = {
    "tcp": "een betrouwbare stroom van bytes",
    "udp": "losse berichten, zonder garantie",
    "coördinaat": "één getal van een plaats",
}
LONGEST_HEADER = 1024
LONGEST_CONTENT = 1_000_000
KEYS = ("byteorder", "content-type", "content-encoding", "content-length")
ENCODINGS = ("utf-8", "latin-1", "utf-16")


class BrokenMessageError(Exception):
    """What came is no message, or holds no question."""


def receive_exactly(connection: socket.socket, length: int) -> bytes:
    """So many bytes; raises EOFError where the stream ends before."""
    received = connection.recv(length)
    if len(received) < length:
        raise EOFError
    return received


def receive_message(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    """The header and the content of the next message."""
    (length,) = struct.unpack("!H", receive_exactly(connection, 2))
    if not 0 < length <= LONGEST_HEADER:
        raise BrokenMessageError(f"een header van {length} bytes")
    header = parse(receive_exactly(connection, length), "utf-8")
    if missing := [key for key in KEYS if key not in header]:
        raise BrokenMessageError(f"de header heeft geen {missing[0]}")
    size = header["content-length"]
    if type(size) is not int or not 0 <= size <= LONGEST_CONTENT:
        raise BrokenMessageError(f"content-length is {size!r}")
    return header, receive_exactly(connection, size)


def parse(data: bytes, encoding: str) -> dict[str, Any]:
    """The JSON object that these bytes are."""
    try:
        meaning = json.loads(data.decode(encoding))
    except (ValueError, RecursionError) as error:
        raise BrokenMessageError(f"geen JSON in {encoding}") from error
    if not isinstance(meaning, dict):
        raise BrokenMessageError("geen JSON-object")
    return meaning


def send_message(connection: socket.socket, content: bytes, content_type: str, encoding: str) -> None:
    header = json.dumps(
        {
            "byteorder": sys.byteorder,
            "content-type": content_type,
            "content-encoding": encoding,
            "content-length": len(content),
        }
    ).encode()
    connection.sendall(struct.pack("!H", len(header)) + header + content)


def send_result(connection: socket.socket, result: str) -> None:
    content = json.dumps({"result": result}, ensure_ascii=False).encode("utf-8", errors="replace")
    send_message(connection, content, "text/json", "utf-8")


def answer(content: bytes, encoding: object) -> str:
    """The result of a question."""
    if encoding not in ENCODINGS:
        raise BrokenMessageError(f"de codering {encoding!r} is onbekend")
    question = parse(content, str(encoding))
    action, value = question.get("action"), question.get("value")
    if not isinstance(action, str) or not isinstance(value, str):
        raise BrokenMessageError("action en value moeten teksten zijn")
    print("Verzoek:", action, value)
    if action != "search":
        return f"Fout: onbekende actie {action}"
    return KNOWN.get(value, f"Geen resultaat voor {value}")


def serve(connection: socket.socket) -> None:
    """Answer message after message, until one is broken: where the next begins, nobody knows any more."""
    try:
        while True:
            header, content = receive_message(connection)
            if header["content-type"] == "text/json":
                send_result(connection, answer(content, header["content-encoding"]))
            else:
                send_message(connection, content[::-1], "application/octet-stream", "binary")
    except BrokenMessageError as error:
        send_result(connection, f"Fout: {error}")


def welcome(connection: socket.socket, address: tuple[str, int]) -> None:
    """Serve one client until it has finished; what happens to it does not concern the others."""
    print("Connected by", address)
    with connection:
        try:
            serve(connection)
        except (EOFError, ConnectionError):
            print("Disconnected", address)


def main() -> None:
    try:
        host, port = sys.argv[1], int(sys.argv[2])
        if not 0 < port <= 65535 or len(sys.argv) != 3:
            raise ValueError
    except (IndexError, ValueError):
        print("usage: server.py HOST PORT", file=sys.stderr)
        sys.exit(2)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()
        while True:
            # At the program's end Python would wait for threads that are no daemons, and they for their clients.
            threading.Thread(target=welcome, args=listener.accept(), daemon=True).start()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
