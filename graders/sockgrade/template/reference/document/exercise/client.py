"""A client that sends a line, and shows the answer."""

import socket

ADDRESS = ("127.0.0.1", 50007)


def main() -> None:
    with socket.create_connection(ADDRESS) as connection:
        message = input().encode()
        connection.sendall(message)
        answer = b""
        while len(answer) < len(message) and (data := connection.recv(4096)):
            answer += data
    print(answer.decode())


if __name__ == "__main__":
    main()
