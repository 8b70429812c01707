import socket
import threading


def listen(sock):
    while True:
        try:
            data = sock.recv(1024)
        except OSError:
            return
        if not data:
            return
        print("Received:", data.decode())


sock = socket.socket(socket.AF_INET6)
sock.connect(("::1", 61111))
print("connected, 'end' to quit")
thread = threading.Thread(target=listen, args=(sock,), daemon=True)
thread.start()
for line in iter(input, "end"):
    sock.sendall(line.encode())
print("cleaning up ...")
sock.shutdown(socket.SHUT_RDWR)
sock.close()
thread.join()
