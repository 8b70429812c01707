# fails: answers_after_a_half_close
# Looks for the client's end first, and throws away what came with it.

import select
import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        poller = select.poll()
        poller.register(self.request, select.POLLIN | select.POLLRDHUP)
        try:
            while not poller.poll()[0][1] & select.POLLRDHUP:
                self.request.sendall(self.request.recv(1024))
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
