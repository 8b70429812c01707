# fails: answers_the_client_that_asked, waits_for_a_silent_client, gives_each_client_its_own_bytes
# may fail: serves_many_clients_at_once
# Somebody who thinks for two seconds has not gone.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)
        self.request.settimeout(2)

    def handle(self):
        try:
            while data := self.request.recv(1024):
                self.request.sendall(data)
        except (ConnectionError, TimeoutError):
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
