"""Echo server for any number of clients at once: a process serves each."""

import os
import signal
import socket

ADDRESS = ("127.0.0.1", 61111)


def echo(connection: socket.socket, address: tuple[str, int]) -> None:
    """Serve one client until it has finished."""
    print("Connected by", address)
    try:
        while data := connection.recv(4096):
            print("Received from client", repr(data))
            connection.sendall(data)
    except ConnectionError as error:
        print("Lost", address, error)


def main() -> None:
    # No zombies: the kernel forgets a child as soon as it ends, if its parent has said that it does not care.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(ADDRESS)
        listener.listen()
        while True:
            connection, address = listener.accept()
            with connection:  # both processes have it, and each closes its own
                if os.fork() == 0:
                    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C reaches the children as well
                    listener.close()
                    return echo(connection, address)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
