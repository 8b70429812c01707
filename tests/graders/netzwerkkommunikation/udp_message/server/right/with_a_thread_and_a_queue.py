import queue
import socket
import threading

q = queue.Queue()


def empfangen(s):
    while True:
        q.put(s.recvfrom(1024))


s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
threading.Thread(target=empfangen, args=(s,), daemon=True).start()
while True:
    daten, addr = q.get()
    print(addr[0], "schreibt:", daten.decode(errors="replace"))
