# fails: sends_the_message, sends_one_datagram, ends_after_sending, goes_to_the_documented_port, goes_to_the_typed_address
# fails: keeps_umlauts, sends_a_long_message_whole
# fails: asks_for_the_address
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
