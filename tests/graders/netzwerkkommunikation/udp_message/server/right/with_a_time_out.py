# settimeout(), so that Ctrl-C works on Windows as well.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
s.settimeout(0.5)
try:
    while True:
        try:
            daten, addr = s.recvfrom(1024)
        except socket.timeout:
            continue
        print("[{}] {}".format(addr[0], daten.decode()))
finally:
    s.close()
