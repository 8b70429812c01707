"""A server that sends back in capital letters what it receives, for one client after the other."""

import socket

ADDRESS = ("127.0.0.1", 50007)


def main() -> None:
    with socket.create_server(ADDRESS) as listener:
        while True:
            connection, _ = listener.accept()
            with connection:
                while data := connection.recv(4096):
                    connection.sendall(data.upper())


if __name__ == "__main__":
    main()
