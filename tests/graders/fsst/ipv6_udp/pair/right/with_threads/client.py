# Prints whatever comes, whenever it comes.
import os
import queue
import socket
import sys
import threading

answers = queue.Queue()


def listen(sock):
    while True:
        try:
            data = sock.recv(65535)
        except OSError:
            data = None
        answers.put(data)


sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
sock.connect(("::1", 61111))
print("'end' to quit", flush=True)
threading.Thread(target=listen, args=(sock,), daemon=True).start()
for line in sys.stdin:
    line = line.rstrip("\n")
    if line == "end":
        break
    while not answers.empty():
        answers.get()
    sock.send(line.encode())
    try:
        data = answers.get(timeout=3)
    except queue.Empty:
        data = None
    if data is None:
        print("no answer", file=sys.stderr, flush=True)
        os._exit(1)
    print("Received:", data.decode(), flush=True)
print("cleaning up ...", flush=True)
os._exit(0)
