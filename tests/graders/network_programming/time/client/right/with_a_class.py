import socket
import sys


class TimeClient:
    def __init__(self, host, port):
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.settimeout(10)
        self.sock.connect((host, port))

    def get(self):
        self.sock.shutdown(socket.SHUT_WR)
        chunks = []
        while 1:
            chunk = self.sock.recv(8)
            if chunk == b"":
                break
            chunks.append(chunk)
        return b"".join(chunks)

    def close(self):
        self.sock.close()


host = sys.argv[1] if len(sys.argv) > 1 else socket.gethostname()
client = TimeClient(host, 9999)
try:
    print("time =", client.get())
finally:
    client.close()
