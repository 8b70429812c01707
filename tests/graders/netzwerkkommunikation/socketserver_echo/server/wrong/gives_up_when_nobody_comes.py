# fails: waits_for_a_silent_client, waits_for_the_next_client, serves_the_others_while_one_does_not_read
# fails: gives_each_client_its_own_bytes
# may fail: answers_the_client_that_asked, serves_many_clients_at_once
# handle_request() gives up after `timeout` seconds, and the program with it.

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
    timeout = 2
    is_wanted = True

    def handle_timeout(self):
        self.is_wanted = False


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        while server.is_wanted:
            server.handle_request()
except KeyboardInterrupt:
    pass
