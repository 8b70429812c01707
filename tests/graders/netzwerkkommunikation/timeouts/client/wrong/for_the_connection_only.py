# fails: gives_up_in_time, gives_up_in_another_time, gives_up_in_the_middle_of_an_answer
# It takes the time-out away when it is connected.

import argparse
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
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("seconds", type=seconds)
    parser.add_argument("message")
    told = parser.parse_args()
    message = told.message.encode()
    with socket.create_connection((told.host, told.port), told.seconds) as connection:
        connection.settimeout(None)
        connection.sendall(message)
        answer = receive(connection, len(message))
    print("Antwort:", answer.decode(errors="replace"))


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No answer from {sys.argv[1]}: {error}")
