import socket


class EchoServer:
    def __init__(self, host="localhost", port=8181):
        self.host = host
        self.port = port
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind((self.host, self.port))
        self.sock.listen()

    def handle(self, conn):
        message = conn.recv(128).decode("utf-8")
        print(f"Nachricht: {message!r}")
        conn.sendall(("SERVER RECEIVED: " + message).encode("utf-8"))

    def run(self):
        print(f"Server laeuft auf {self.host}:{self.port} ...")
        conn, addr = self.sock.accept()
        try:
            self.handle(conn)
        finally:
            conn.close()
            self.sock.close()


if __name__ == "__main__":
    EchoServer().run()
