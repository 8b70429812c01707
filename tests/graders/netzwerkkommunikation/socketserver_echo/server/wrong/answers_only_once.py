# fails: echoes_message_after_message, echoes_messages_as_long_as_a_buffer, obeys_no_magic_word
# fails: serves_the_others_while_one_does_not_read, echoes_a_long_message, echoes_single_bytes
# handle() has no loop: one recv() for each client.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        try:
            data = self.request.recv(1024)
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
