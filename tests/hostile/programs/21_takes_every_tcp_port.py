import os
import socket

#: The ports of one process: fewer than the descriptors that it may have.
STEP = 4000
KIND = socket.SOCK_STREAM


def take(first):
    kept = []
    for port in range(first, min(first + STEP, 65536)):
        try:
            kept.append(socket.socket(type=KIND))
            kept[-1].bind(("127.0.0.1", port))
        except OSError:
            pass
    return kept


def take_all():
    reading, writing = os.pipe()
    children = 0
    for first in range(7008, 65536, STEP):
        children += 1
        if os.fork() == 0:
            kept = take(first)
            os.write(writing, b"x")
            os.read(0, 1)
            os._exit(len(kept) == 0)
    for _ in range(children):
        os.read(reading, 1)


take_all()
listener = socket.create_server(("127.0.0.1", 7007))
while True:
    connection, _ = listener.accept()
    connection.sendall(connection.recv(100))
