import os
import signal
import socket

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("0.0.0.0", 61111))
server.listen(10)
while True:
    client, addr = server.accept()
    if os.fork() == 0:
        server.close()
        print("Connected by", addr, flush=True)
        while True:
            data = client.recv(1024)
            if not data:
                break
            print("Received from client", data, flush=True)
            client.sendall(data)
        os._exit(0)
    client.close()
