# fails: listens_at_the_documented_address, can_be_reached_from_other_machines, prints_a_message, prints_message_after_message
# fails: prints_the_sender, hears_every_sender, keeps_umlauts, goes_on_after_an_empty_datagram, prints_1024_bytes
# fails: goes_on_after_a_datagram_that_is_too_long, goes_on_after_bytes_that_are_not_text, stops_on_interrupt
# fails: rests_while_nobody_asks, does_not_grow
# Without bind() the socket has no port, and nobody can reach it.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
finally:
    s.close()
