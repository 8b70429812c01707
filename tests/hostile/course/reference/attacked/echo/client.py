import socket

with socket.create_connection(("127.0.0.1", 7007)) as connection:
    connection.sendall(b"hello")
