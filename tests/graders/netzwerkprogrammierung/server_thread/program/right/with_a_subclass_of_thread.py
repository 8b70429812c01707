import socket
import sys
from threading import Thread

HOST = "127.0.0.1"
PORT = 8181


class Server(Thread):
    def __init__(self):
        super().__init__()
        self.sock = socket.create_server((HOST, PORT))

    def run(self):
        print("SRV-THREAD: Waiting for connection")
        client, addr = self.sock.accept()
        print(f"SRV-THREAD: Client connected from {addr}")
        nachricht = client.recv(128)
        print(f"SRV-THREAD: Received: {nachricht}")
        client.sendall(b"SERVER RECEIVED: " + nachricht)
        client.close()
        self.sock.close()
        print("SRV-THREAD: finished")


def client():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((HOST, PORT))
    s.sendall("Hallo Server".encode())
    with s.makefile("rb") as datei:
        antwort = datei.read()
    s.close()
    print(f"Client received from server: {antwort}")


try:
    server = Server()
except OSError as fehler:
    sys.exit(f"Der Server kann nicht starten: {fehler}")
server.start()
client()
server.join()
