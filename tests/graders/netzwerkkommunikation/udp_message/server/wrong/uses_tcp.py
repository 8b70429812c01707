# fails: listens_at_the_documented_address, can_be_reached_from_other_machines, prints_a_message
# fails: prints_message_after_message, sends_no_answer, obeys_no_magic_word, waits_for_messages
# fails: prints_each_message_once, prints_the_sender, stops_on_interrupt, hears_every_sender, keeps_umlauts
# fails: goes_on_after_an_empty_datagram, prints_1024_bytes, keeps_blanks_at_the_ends
# fails: goes_on_after_a_datagram_that_is_too_long, goes_on_after_bytes_that_are_not_text
# fails: rests_while_nobody_asks, does_not_grow
# SOCK_STREAM instead of SOCK_DGRAM.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(("", 50000))
s.listen(1)
try:
    while True:
        komm, addr = s.accept()
        daten = komm.recv(1024)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
        komm.close()
except KeyboardInterrupt:
    s.close()
