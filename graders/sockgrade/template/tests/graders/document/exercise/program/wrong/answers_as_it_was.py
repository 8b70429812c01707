# fails: prints_the_answer
# It forgets upper().

import socket
import threading

ADDRESS = ("127.0.0.1", 50007)
listener = socket.create_server(ADDRESS)


def serve() -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(connection.recv(4096))


threading.Thread(target=serve).start()
with socket.create_connection(ADDRESS) as connection:
    connection.sendall(b"hello")
    print(connection.recv(4096).decode())
