# fails: waits_for_a_slow_answer
# Een traag netwerk heeft meer tijd nodig.
import socket
import sys

try:
    with socket.create_connection(("127.0.0.1", 65432), timeout=2) as s:
        s.sendall(b"Hello, world")
        data = b""
        while len(data) < 12:
            part = s.recv(1024)
            if not part:
                sys.exit("geen antwoord")
            data += part
except OSError as e:
    sys.exit(f"mislukt: {e}")
print(f"Received {data!r}")
