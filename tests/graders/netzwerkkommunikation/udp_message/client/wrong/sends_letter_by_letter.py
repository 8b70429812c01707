# fails: sends_the_message, sends_one_datagram, sends_every_word, keeps_blanks_at_the_ends, keeps_umlauts
# fails: sends_a_long_message_whole
# Every sendto() is a datagram of its own.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
try:
    for buchstabe in nachricht:
        s.sendto(buchstabe.encode(), (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
