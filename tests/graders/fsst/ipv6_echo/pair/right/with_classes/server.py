import socket


class EchoServer:
    BUFFER = 2048

    def __init__(self, host="::1", port=61111):
        self.host = host
        self.port = port
        self.sock = None

    def start(self):
        self.sock = socket.socket(socket.AF_INET6)
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sock.bind((self.host, self.port))
        self.sock.listen(1)
        print("[SERVER] Listening on %s:%d" % (self.host, self.port))

    def run(self):
        self.start()
        try:
            while True:
                self.handle(*self.sock.accept())
        except KeyboardInterrupt:
            print("[SERVER] Shutting down")
        finally:
            self.sock.close()

    def handle(self, conn, addr):
        print("[SERVER] Connected by", addr)
        try:
            data = conn.recv(self.BUFFER)
            while data:
                print("[SERVER] Received from client", data.decode(errors="replace"))
                conn.sendall(data)
                data = conn.recv(self.BUFFER)
        except OSError as err:
            print("[SERVER] Error:", err)
        finally:
            conn.close()
            print("[SERVER] Closed", addr)


if __name__ == "__main__":
    EchoServer().run()
