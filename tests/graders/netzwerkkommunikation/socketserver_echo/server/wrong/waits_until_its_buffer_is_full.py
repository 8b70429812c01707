# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, serves_client_after_client, waits_for_the_next_client
# fails: serves_the_others_while_one_does_not_read, serves_many_clients_at_once
# fails: keeps_the_others_when_one_breaks_off, stops_on_interrupt_while_serving, echoes_a_long_message
# fails: echoes_single_bytes, echoes_binary_data, survives_a_reset, survives_a_client_that_does_not_wait
# fails: survives_a_client_that_says_nothing, forgets_no_socket, does_not_grow, prints_who_breaks_off
# read(1024) of a file waits for all of the 1024 bytes; recv(1024) does not.

import socketserver


class EchoHandler(socketserver.StreamRequestHandler):
    def setup(self):
        super().setup()
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        try:
            while data := self.rfile.read(1024):
                self.wfile.write(data)
        except ConnectionError:
            pass

    def finish(self):
        super().finish()
        print("Getrennt:", self.name)


class EchoServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
