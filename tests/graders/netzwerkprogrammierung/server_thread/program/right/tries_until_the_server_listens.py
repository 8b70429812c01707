import socket
import threading
import time


class ServerThread(threading.Thread):
    def __init__(self, address):
        super().__init__(name="SRV-THREAD")
        self.address = address

    def run(self):
        listener = socket.socket()
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # langsamer Start
            time.sleep(0.1)
            listener.bind(self.address)
            listener.listen(5)
            client, peer = listener.accept()
            print(self.name, "client", peer)
            text = str(client.recv(128), "utf8")
            client.send(bytes("SERVER RECEIVED: " + text, "utf8"))
            client.close()
        finally:
            listener.close()


def connect(address):
    while True:
        s = socket.socket()
        try:
            s.connect(address)
            return s
        except ConnectionRefusedError:
            s.close()
            time.sleep(0.02)


address = ("127.0.0.1", 8181)
thread = ServerThread(address)
thread.start()
sock = connect(address)
sock.sendall(b"Hallo Server")
answer = b""
while len(answer) < len(b"SERVER RECEIVED: Hallo Server"):
    answer += sock.recv(10)
print("answer:", answer.decode("utf8"))
sock.close()
thread.join()
