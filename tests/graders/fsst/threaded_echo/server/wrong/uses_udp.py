# fails: listens_at_the_documented_address, echoes_a_message, serves_client_after_client
# fails: serves_two_clients_at_once, echoes_blanks_and_line_ends, goes_on_when_another_client_leaves
# fails: echoes_message_after_message, answers_the_client_that_asked, closes_when_the_client_has_finished
# fails: prints_the_address_of_each_client, prints_what_it_received, stops_on_interrupt
# fails: starts_again_at_once, survives_a_reset, serves_many_clients_at_once
# fails: survives_a_client_that_says_nothing, keeps_the_others_when_one_breaks_off, forgets_no_socket
# fails: echoes_a_long_message, stops_on_interrupt_while_serving, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, rests_while_nobody_asks, does_not_grow
# Datagrams instead of a stream.

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def echo(data, addr):
    print("Connected by", addr)
    print("Received from client", repr(data))
    s.sendto(data, addr)


s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))

try:
    while True:
        data, addr = s.recvfrom(1024)
        t = threading.Thread(target=echo, args=(data, addr), daemon=True)
        t.start()
except KeyboardInterrupt:
    print("bye")
s.close()
