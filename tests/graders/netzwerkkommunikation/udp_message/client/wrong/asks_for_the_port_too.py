# fails: goes_to_the_documented_port, goes_to_the_typed_address, sends_the_message, sends_one_datagram
# fails: ends_after_sending, sends_every_word, asks_for_the_message, says_that_the_address_is_wrong
# fails: keeps_blanks_at_the_ends, keeps_umlauts, sends_a_long_message_whole
# The message that is typed is taken for the port.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
port = int(input("Port: "))
nachricht = input("Nachricht: ")
try:
    s.sendto(nachricht.encode(), (ip, port))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
