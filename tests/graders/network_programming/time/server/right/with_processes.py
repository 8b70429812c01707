import os
import signal
import socket
import time

signal.signal(signal.SIGCHLD, signal.SIG_IGN)

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind((socket.gethostname(), 9999))
server.listen(10)
while True:
    connection, address = server.accept()
    if os.fork() == 0:
        server.close()
        connection.sendall(bytes(time.ctime(time.time()) + "\r\n", "ascii"))
        connection.close()
        os._exit(0)
    connection.close()
