# fails: goes_to_the_documented_port, goes_to_the_typed_address, sends_the_message, sends_one_datagram
# fails: ends_after_sending, sends_every_word, says_that_the_address_is_wrong, keeps_blanks_at_the_ends
# fails: keeps_umlauts, sends_a_long_message_whole
# A socket sends bytes: TypeError with a str.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
try:
    s.sendto(nachricht, (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
