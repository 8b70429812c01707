import select
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((socket.gethostname(), 12345))
s.setblocking(False)
out, data = b"Hello, world", b""
while len(data) < 12:
    r, w, _ = select.select([s], [s] if out else [], [])
    if w:
        n = s.send(out)
        out = out[n:]
    if r:
        part = s.recv(1024)
        if not part:
            raise SystemExit("the server went away")
        data += part
s.close()
print('Received', repr(data))
