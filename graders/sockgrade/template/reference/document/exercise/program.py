"""Server and client in one program: the server in a thread, the client in the main thread."""

import socket
import threading

ADDRESS = ("127.0.0.1", 50007)


def serve(listener: socket.socket) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(connection.recv(4096).upper())


def main() -> None:
    with socket.create_server(ADDRESS) as listener:
        server = threading.Thread(target=serve, args=[listener])
        server.start()
        with socket.create_connection(ADDRESS) as connection:
            connection.sendall(b"hello")
            answer = b""
            while data := connection.recv(4096):
                answer += data
        server.join()
    print(answer.decode())


if __name__ == "__main__":
    main()
