# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, serves_client_after_client
# fails: serves_each_client_in_a_thread_of_its_own, prints_who_comes, prints_who_goes, rests_while_nobody_asks
# fails: serves_the_others_while_one_does_not_read, gives_each_client_its_own_bytes
# fails: serves_many_clients_at_once, keeps_the_others_when_one_breaks_off, stops_on_interrupt_while_serving
# fails: echoes_a_long_message, echoes_single_bytes, echoes_binary_data, survives_a_reset
# fails: survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing, forgets_no_socket
# fails: does_not_grow, prints_who_breaks_off
# handle_request() takes one client, and then the program is at its end.

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


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.handle_request()
except KeyboardInterrupt:
    pass
