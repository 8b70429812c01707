"""Echo server over IPv6 for one client after the other; a client that breaks off does not end it."""

import socket

ADDRESS = ("::1", 61111)


def echo(connection: socket.socket) -> None:
    """Send everything back until the client has finished."""
    while data := connection.recv(4096):
        print("Received from client", repr(data))
        connection.sendall(data)


def main() -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(ADDRESS)
        listener.listen()
        while True:
            connection, address = listener.accept()
            with connection:
                print("Connected by", address)
                try:
                    echo(connection)
                except ConnectionError as error:
                    print("Lost", address, error)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
