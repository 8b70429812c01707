import selectors
import socket

sel = selectors.DefaultSelector()
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setblocking(False)
s.bind(("", 50000))
sel.register(s, selectors.EVENT_READ)
try:
    while True:
        for key, _ in sel.select():
            daten, addr = key.fileobj.recvfrom(1024)
            print("[{}] {}".format(addr[0], daten.decode("utf-8", "replace")))
except KeyboardInterrupt:
    pass
finally:
    sel.close()
    s.close()
