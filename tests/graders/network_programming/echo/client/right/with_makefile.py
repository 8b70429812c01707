import socket

with socket.create_connection((socket.gethostname(), 12345)) as s, s.makefile("rwb") as f:
    f.write(b"Hello, world")
    f.flush()
    data = f.read(12)
    print("Received", repr(data))
