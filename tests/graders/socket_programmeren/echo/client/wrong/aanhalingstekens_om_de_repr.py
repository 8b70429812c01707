# fails: shows_the_answer_as_bytes
# repr() zet al aanhalingstekens.
import socket
import sys

try:
    with socket.create_connection(("127.0.0.1", 65432)) as s:
        s.sendall(b"Hello, world")
        data = b""
        while len(data) < 12:
            part = s.recv(1024)
            if not part:
                sys.exit("geen antwoord")
            data += part
except OSError as e:
    sys.exit(f"mislukt: {e}")
print(f"Received {repr(data)!r}")
