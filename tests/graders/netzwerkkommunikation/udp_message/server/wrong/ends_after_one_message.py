# fails: prints_message_after_message, obeys_no_magic_word, hears_every_sender
# fails: goes_on_after_an_empty_datagram, goes_on_after_a_datagram_that_is_too_long
# fails: goes_on_after_bytes_that_are_not_text, rests_while_nobody_asks, does_not_grow
# No loop: it receives once and is done.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    s.bind(("", 50000))
    daten, addr = s.recvfrom(1024)
    print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    pass
finally:
    s.close()
