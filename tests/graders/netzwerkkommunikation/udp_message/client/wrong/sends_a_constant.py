# fails: sends_the_message, sends_every_word, keeps_blanks_at_the_ends, keeps_umlauts
# fails: sends_a_long_message_whole
# What was typed is never used.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
try:
    s.sendto(b"Hallo Server", (ip, 50000))
except OSError as fehler:
    sys.exit(f"Fehler: {fehler}")
s.close()
