"""Adds up numbers in network byte order, for one client after the other."""

import socket
import struct

ADDRESS = ("127.0.0.1", 65432)


def receive_exactly(connection: socket.socket, length: int) -> bytes:
    """So many bytes; raises EOFError where the stream ends before."""
    received = bytearray()
    while len(received) < length:
        data = connection.recv(length - len(received))
        if not data:
            raise EOFError
        received += data
    return bytes(received)


def serve(connection: socket.socket) -> None:
    """Answer request after request, until the client has finished."""
    while True:
        (count,) = struct.unpack("!I", receive_exactly(connection, 4))
        numbers = struct.unpack(f"!{count}i", receive_exactly(connection, 4 * count))
        total = sum(numbers)
        print(f"Som van {count} getallen: {total}")
        connection.sendall(struct.pack("!q", total))


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(ADDRESS)
        listener.listen()
        while True:
            connection, address = listener.accept()
            with connection:
                print("Connected by", address)
                try:
                    serve(connection)
                except (EOFError, ConnectionError):
                    print("Disconnected", address)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
