# fails: serves_client_after_client
# accept() is not in a loop.

import socket

with socket.create_server(("127.0.0.1", 50007)) as listener:
    connection, _ = listener.accept()
    with connection:
        while data := connection.recv(4096):
            connection.sendall(data.upper())
