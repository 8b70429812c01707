import socket

with socket.create_connection((socket.gethostname(), 9999)) as sock:
    with sock.makefile("r", encoding="ascii") as lines:
        line = lines.readline()
print("Server time:", line.strip())
