# wacht een halve seconde, en dan nog een
import socket

with socket.create_connection(("127.0.0.1", 65432)) as s:
    s.sendall(b"Hello, world")
    s.settimeout(0.5)
    data = b""
    while len(data) < 12:
        try:
            data += s.recv(1024)
        except TimeoutError:
            print("nog niets")
print(f"Received {data!r}")
