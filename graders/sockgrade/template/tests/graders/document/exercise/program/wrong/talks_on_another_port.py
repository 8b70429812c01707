# fails: talks_at_the_documented_address
# A slip of the finger in the port.

import socket
import threading

ADDRESS = ("127.0.0.1", 50008)
listener = socket.create_server(ADDRESS)


def serve() -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(connection.recv(4096).upper())


threading.Thread(target=serve).start()
with socket.create_connection(ADDRESS) as connection:
    connection.sendall(b"hello")
    print(connection.recv(4096).decode())
