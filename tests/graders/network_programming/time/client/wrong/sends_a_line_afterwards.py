# fails: sends_nothing
# A farewell to a server that never reads.
import socket
import sys

try:
    with socket.create_connection((socket.gethostname(), 9999)) as s:
        told = b""
        while not told.endswith(b"\n"):
            part = s.recv(1024)
            if not part:
                break
            told += part
        if not told:
            sys.exit("The server says nothing.")
        s.sendall(b"thank you\r\n")
except OSError as e:
    sys.exit(f"No time: {e}")
print("The time got from the server is", told.decode("ascii").rstrip())
