# fails: can_be_reached_from_other_machines
# Der Name eines Rechners steht oft für 127.0.1.1.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind((socket.gethostname(), 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    s.close()
