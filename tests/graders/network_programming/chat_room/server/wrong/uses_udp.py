# fails: listens_at_the_documented_address, can_be_reached_from_other_machines
# fails: listens_on_the_given_port, passes_each_line_to_all_others, passes_line_after_line
# fails: puts_the_sender_before_each_line, sends_nothing_back_to_the_sender, announces_who_joins
# fails: tells_the_newcomer_nothing, announces_who_leaves, closes_when_the_client_has_finished
# fails: goes_on_when_another_client_leaves, a_stuck_client_does_not_stop_the_room
# fails: waits_for_silent_clients, obeys_no_magic_word, prints_who_comes_and_goes, stops_on_interrupt
# fails: starts_again_at_once, rests_while_nobody_asks, puts_a_line_in_pieces_together
# fails: takes_lines_apart, keeps_the_beginnings_of_lines_apart, passes_the_last_line_on
# fails: drops_a_line_without_end, keeps_each_line_as_it_is, passes_a_long_line_whole
# fails: survives_what_is_not_text, keeps_what_a_slow_client_has_not_read
# fails: gives_up_a_client_that_never_reads, gives_up_a_line_that_never_ends, has_room_for_many
# fails: announces_who_breaks_off, keeps_the_others_when_one_breaks_off
# fails: stops_on_interrupt_while_serving, forgets_no_socket, does_not_grow
# A chat room of datagrams.

import socket
import sys

try:
    port = int(sys.argv[1])
    if not 1 <= port <= 65535:
        raise ValueError
except (IndexError, ValueError):
    print("usage: server.py PORT", file=sys.stderr)
    sys.exit(2)

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", port))
clients = set()
try:
    while True:
        line, sender = s.recvfrom(4096)
        if sender not in clients:
            clients.add(sender)
            print("* %s:%d has joined" % sender)
        for client in clients - {sender}:
            s.sendto(b"[%s:%d] %s" % (sender[0].encode(), sender[1], line), client)
except KeyboardInterrupt:
    pass
