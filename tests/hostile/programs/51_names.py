import ctypes
import socket
import threading

PR_SET_NAME = 15
libc = ctypes.CDLL(None)
libc.prctl(PR_SET_NAME, b") R 0 \n\x1b[2J", 0, 0, 0)
listener = socket.create_server(("127.0.0.1", 7007))


def serve():
    libc.prctl(PR_SET_NAME, b"\xff)\nSigCgt: 1", 0, 0, 0)
    connection, _ = listener.accept()
    connection.recv(1000)
    connection.recv(1000)


thread = threading.Thread(target=serve)
thread.start()
thread.join()
