# fails: waits_for_a_slow_answer
# Some networks are slower than that.
import socket
import sys

try:
    with socket.create_connection((socket.gethostname(), 12345), timeout=2) as s:
        s.sendall(b"Hello, world")
        data = b""
        while len(data) < 12:
            part = s.recv(1024)
            if not part:
                sys.exit("the server closed the connection")
            data += part
except OSError as e:
    sys.exit(f"no echo: {e}")
print(f"Received {data!r}")
