# fails: prints_a_message, prints_message_after_message, obeys_no_magic_word, waits_for_messages
# fails: prints_the_sender, hears_every_sender, keeps_umlauts, goes_on_after_an_empty_datagram
# fails: prints_1024_bytes, keeps_blanks_at_the_ends, goes_on_after_a_datagram_that_is_too_long
# fails: goes_on_after_bytes_that_are_not_text, does_not_grow
# All messages are shown, but only after Ctrl-C.
import socket

text = ""
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        text += "[{}] {}\n".format(addr[0], daten.decode(errors="replace"))
except KeyboardInterrupt:
    print(text)
