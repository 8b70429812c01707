# fails: stops_on_interrupt, stops_on_interrupt_while_serving
# shutdown() waits for the end of serve_forever(), which waits in the same thread for the signal handler.

import signal
import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        try:
            while data := self.request.recv(1024):
                self.request.sendall(data)
        except ConnectionError:
            pass

    def finish(self):
        print("Getrennt:", self.name)


class EchoServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with EchoServer(("", 50000), EchoHandler) as server:
    signal.signal(signal.SIGINT, lambda *_: server.shutdown())
    server.serve_forever()
