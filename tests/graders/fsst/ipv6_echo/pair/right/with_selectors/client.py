import os
import select
import socket
import sys

s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
s.connect(("::1", 61111))
sys.stdout.write("welcome, 'end' is the end\n")
typed = b""
going = True
while going:
    ready, _, _ = select.select([0, s], [], [])
    if s in ready:
        data = s.recv(1024)
        if not data:
            sys.exit("server gone")
        sys.stdout.write("Received: " + data.decode() + "\n")
    if 0 in ready:
        chunk = os.read(0, 1024)
        if not chunk:
            break
        typed += chunk
        while b"\n" in typed:
            line, typed = typed.split(b"\n", 1)
            if line == b"end":
                going = False
                break
            s.sendall(line)
sys.stdout.write("cleaning up ...\n")
s.close()
