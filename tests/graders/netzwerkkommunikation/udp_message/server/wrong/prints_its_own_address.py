# fails: prints_the_sender
# The sender is the second value of recvfrom(), and not who one is oneself.
import socket

ip = socket.gethostbyname(socket.gethostname())
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print(f"[{ip}] {daten.decode(errors='replace')}")
except KeyboardInterrupt:
    s.close()
