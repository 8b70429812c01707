import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
s.bind(("0.0.0.0", 50000))
print("Warte auf Nachrichten ...")
while True:
    daten, absender = s.recvfrom(1024)
    print("[" + absender[0] + "] " + str(daten, "utf-8", "replace"))
