# fails: does_not_grow
# Each message is printed by a thread of its own, which then waits for another one that never comes.
import queue
import socket
import threading


def zeige(warteschlange):
    while True:
        addr, daten = warteschlange.get()
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))


s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
try:
    while True:
        daten, addr = s.recvfrom(1024)
        warteschlange = queue.Queue()
        warteschlange.put((addr, daten))
        threading.Thread(target=zeige, args=(warteschlange,), daemon=True).start()
except KeyboardInterrupt:
    s.close()
