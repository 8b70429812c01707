"""Tells client after client what time it is; one that breaks off does not end it."""

import socket
import time

ADDRESS = (socket.gethostname(), 9999)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run are still in TIME_WAIT: this server
        # closes first, and so each of them stays there for a minute.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(ADDRESS)
        listener.listen()
        while True:
            connection, address = listener.accept()
            with connection:
                print("Got a connection from", address)
                try:
                    connection.sendall(f"{time.ctime()}\r\n".encode("ascii"))
                except ConnectionError as error:
                    print("Lost", address, error)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
