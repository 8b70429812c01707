# fails: stops_on_interrupt
# A bare except catches KeyboardInterrupt as well, and the loop goes on.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
while True:
    try:
        daten, addr = s.recvfrom(1024)
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
    except:
        print("Fehler, weiter geht's")
