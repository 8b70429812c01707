# fails: says_how_it_is_used, wants_four_arguments
# It takes the arguments as they come.

import math
import socket
import sys


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def seconds(text: str) -> float:
    """How long to wait. Raises ValueError."""
    number = float(text)
    if not 0 < number < math.inf:
        raise ValueError(text)
    return number


def receive(connection: socket.socket, length: int) -> bytes:
    """So many bytes, in however many pieces they come. Raises OSError."""
    data = bytearray()
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            raise ConnectionError("the server closed the connection before the end of its answer")
        data += piece
    return bytes(data)


def main() -> None:
    host, text = sys.argv[1], sys.argv[4]
    try:
        number, wait = port(sys.argv[2]), seconds(sys.argv[3])
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    message = text.encode()
    with socket.create_connection((host, number), wait) as connection:
        connection.sendall(message)
        answer = receive(connection, len(message))
    print("Antwort:", answer.decode(errors="replace"))


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No answer from {sys.argv[1]}: {error}")
