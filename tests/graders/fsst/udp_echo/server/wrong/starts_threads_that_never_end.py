# fails: does_not_grow
# A thread for each sender waits for more of it.

import queue
import socket
import threading

ADRESSE = ("127.0.0.1", 61111)

faecher = {}


def bediene(sock, sender):
    while True:
        data = faecher[sender].get()
        print("Received from", sender, data)
        sock.sendto(data, sender)


with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        while True:
            data, sender = sock.recvfrom(65535)
            if sender not in faecher:
                faecher[sender] = queue.Queue()
                threading.Thread(target=bediene, args=(sock, sender), daemon=True).start()
            faecher[sender].put(data)
    except KeyboardInterrupt:
        print("Ende")
