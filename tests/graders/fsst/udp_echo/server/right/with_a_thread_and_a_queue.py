import queue
import socket
import threading

sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("127.0.0.1", 61111))
jobs = queue.Queue()


def work():
    while True:
        data, sender = jobs.get()
        print(f"Received from {sender}: {data!r}")
        sock.sendto(data, sender)


for _ in range(3):
    threading.Thread(target=work, daemon=True).start()

try:
    while True:
        jobs.put(sock.recvfrom(65535))
except KeyboardInterrupt:
    sock.close()
