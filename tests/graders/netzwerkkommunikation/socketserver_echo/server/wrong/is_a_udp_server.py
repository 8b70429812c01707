# fails: listens_at_the_documented_address, can_be_reached_from_other_machines, serves_two_clients_at_once
# fails: goes_on_when_another_client_leaves, answers_the_client_that_asked, echoes_a_message
# fails: echoes_blanks_and_line_ends, echoes_message_after_message, echoes_messages_as_long_as_a_buffer
# fails: obeys_no_magic_word, waits_for_a_silent_client, closes_when_the_client_has_finished
# fails: serves_client_after_client, waits_for_the_next_client, watches_the_listening_socket
# fails: serves_each_client_in_a_thread_of_its_own, prints_who_comes, prints_who_goes, stops_on_interrupt
# fails: starts_again_at_once, rests_while_nobody_asks, serves_the_others_while_one_does_not_read
# fails: gives_each_client_its_own_bytes, serves_many_clients_at_once, keeps_the_others_when_one_breaks_off
# fails: stops_on_interrupt_while_serving, echoes_a_long_message, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, survives_a_reset, survives_a_client_that_does_not_wait
# fails: survives_a_client_that_says_nothing, forgets_no_socket, does_not_grow, prints_who_breaks_off
# ThreadingUDPServer: a handler for each datagram, and no connections.

import socketserver


class EchoHandler(socketserver.BaseRequestHandler):
    def setup(self):
        ip, port = self.client_address
        self.name = f"{ip}:{port}"
        print("Verbunden:", self.name)

    def handle(self):
        data, sock = self.request
        sock.sendto(data, self.client_address)

    def finish(self):
        print("Getrennt:", self.name)


class EchoServer(socketserver.ThreadingUDPServer):
    allow_reuse_address = True
    daemon_threads = True


try:
    with EchoServer(("", 50000), EchoHandler) as server:
        server.serve_forever()
except KeyboardInterrupt:
    pass
