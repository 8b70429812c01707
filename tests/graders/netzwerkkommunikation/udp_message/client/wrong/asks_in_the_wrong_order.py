# fails: goes_to_the_documented_port, goes_to_the_typed_address, sends_the_message, sends_one_datagram
# fails: ends_after_sending, sends_every_word, asks_for_the_address, keeps_blanks_at_the_ends, keeps_umlauts
# fails: sends_a_long_message_whole
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
nachricht = input("Nachricht: ")
ip = input("IP-Adresse: ")
try:
    s.sendto(nachricht.encode(), (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
