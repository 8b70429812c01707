# fails: goes_on_when_another_client_leaves, serves_client_after_client, prints_who_goes
# fails: survives_a_reset, survives_a_client_that_does_not_wait
# fails: survives_a_client_that_says_nothing, forgets_no_socket, does_not_grow
# may fail: keeps_the_others_when_one_breaks_off
# shutdown() ends the server, and not the conversation.

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
        self.server.shutdown()


class EchoServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
