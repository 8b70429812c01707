"""Answers, and sends 60 MiB more to every client that leaves."""

import contextlib
import socket

MUCH = b"x" * (60 * 2**20)

listener = socket.create_server(("127.0.0.1", 7007))
while True:
    connection, _ = listener.accept()
    with connection, contextlib.suppress(OSError):
        while data := connection.recv(65536):
            connection.sendall(data)
        connection.sendall(MUCH)
