import select
import socket
import sys

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as s:
    s.connect(("::1", 61111))
    sys.stdout.write("welcome, 'end' is the end\n")
    for line in iter(sys.stdin.readline, ""):
        line = line[:-1] if line.endswith("\n") else line
        if line == "end":
            break
        while select.select([s], [], [], 0)[0]:
            s.recv(65535)
        s.send(line.encode())
        ready, _, _ = select.select([s], [], [], 3)
        if not ready:
            sys.stderr.write("timeout\n")
            sys.exit(3)
        try:
            sys.stdout.write("Received: " + s.recv(65535).decode() + "\n")
        except ConnectionRefusedError:
            sys.exit("nobody there")
    sys.stdout.write("cleaning up ...\n")
