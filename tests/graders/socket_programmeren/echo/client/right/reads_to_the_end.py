# zegt eerst dat hij klaar is met sturen, en leest dan alles
import socket

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as clt:
    clt.connect(("localhost", 65432))
    clt.sendall(b"Hello, world")
    clt.shutdown(socket.SHUT_WR)
    alles = b""
    while True:
        data = clt.recv(1024)
        if not data:
            break
        alles += data
print(f"Received {alles!r}")
