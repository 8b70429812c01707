# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: serves_the_others_while_one_does_not_read, serves_many_clients_at_once
# fails: keeps_the_others_when_one_breaks_off, serves_each_client_in_a_thread_of_its_own, prints_who_comes
# fails: prints_who_goes
# TCPServer instead of ThreadingTCPServer: the next client waits until handle() has returned.

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


class EchoServer(socketserver.TCPServer):
    allow_reuse_address = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
