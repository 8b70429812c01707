"""Echo server for any number of clients at once: a thread serves each."""

import socket
import threading

ADDRESS = ("127.0.0.1", 61111)


def echo(connection: socket.socket, address: tuple[str, int]) -> None:
    """Serve one client until it has finished; what happens to it does not concern the others."""
    print("Connected by", address)
    with connection:
        try:
            while data := connection.recv(4096):
                print("Received from client", repr(data))
                connection.sendall(data)
        except ConnectionError as error:
            print("Lost", address, error)


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(ADDRESS)
        listener.listen()
        while True:
            # At the program's end Python would wait for threads that are no daemons, and they for their clients.
            threading.Thread(target=echo, args=listener.accept(), daemon=True).start()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
