"""Server and client in one program: the server in a thread, the client in the main thread."""

import socket
import sys
import threading

ADDRESS = ("127.0.0.1", 8181)


def serve(listener: socket.socket) -> None:
    """Answer one message of one client."""
    with listener:
        connection, address = listener.accept()
    with connection:
        print("Client connected from", address)
        data = connection.recv(128)
        print("Received:", data)
        connection.sendall(f"SERVER RECEIVED: {data.decode()}".encode())
    print("finished")


def ask() -> bytes:
    """Send the message; the answer is complete when the server closes the connection."""
    with socket.create_connection(ADDRESS) as connection:
        connection.sendall(b"Hallo Server")
        answer = b""
        while data := connection.recv(1024):
            answer += data
    return answer


def main() -> None:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Start again at once, although the connection of an earlier run may still be in TIME_WAIT.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Bound here and not in the thread: the client then finds it listening, however slowly the thread starts,
    # and nobody talks to a stranger when the port is taken.
    listener.bind(ADDRESS)
    listener.listen()
    print("Waiting for connection")
    server = threading.Thread(target=serve, args=(listener,))
    server.start()
    print("Client received from server:", ask())
    server.join()


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No conversation on {ADDRESS[0]}:{ADDRESS[1]}: {error}")
