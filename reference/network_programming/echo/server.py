"""Echo server for one client: sends everything back, and ends when the client has gone."""

import socket
import sys

ADDRESS = ("", 12345)  # every address of this machine: other machines reach the server, too


def echo(connection: socket.socket) -> None:
    """Send everything back until the client has finished."""
    while data := connection.recv(4096):
        connection.sendall(data)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although a connection of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(ADDRESS)
        listener.listen()
        connection, address = listener.accept()
    # The listening socket is closed by now: a second client is refused at once, instead of waiting in vain.
    with connection:
        print("Connected by", address)
        echo(connection)


if __name__ == "__main__":
    try:
        main()
    except ConnectionError as error:
        sys.exit(f"Lost the client: {error}")
    except KeyboardInterrupt:
        print("Server ended")
