# fails: shows_the_answer_as_bytes
# repr() has quotation marks already.
import socket
import sys

try:
    with socket.create_connection((socket.gethostname(), 12345)) as s:
        s.sendall(b"Hello, world")
        data = b""
        while len(data) < 12:
            part = s.recv(1024)
            if not part:
                sys.exit("the server closed the connection")
            data += part
except OSError as e:
    sys.exit(f"no echo: {e}")
print('Received', repr(str(data)))
