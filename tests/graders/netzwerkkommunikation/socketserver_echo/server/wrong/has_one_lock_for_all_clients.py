# fails: serves_the_others_while_one_does_not_read
# sendall() waits for a client that does not read, and all others wait for the lock.

import socketserver
import threading


lock = threading.Lock()


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        try:
            while data := self.request.recv(1024):
                with lock:
                    self.request.sendall(data)
        except ConnectionError:
            pass

    def finish(self):
        print("Getrennt:", self.name)


class EchoServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
