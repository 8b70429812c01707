# settimeout() makes the socket non-blocking as well: Python waits in poll() before each call.
import argparse
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=int)
parser.add_argument("message")
a = parser.parse_args()
if a.port not in range(1, 65536):
    parser.error("PORT liegt zwischen 1 und 65535")
message = bytes(a.message, "utf-8")

try:
    with socket.create_connection((a.host, a.port), timeout=3) as s:
        s.sendall(message)
        answer = b""
        while len(answer) != len(message):
            piece = s.recv(4096)
            if piece == b"":
                sys.exit("Die Antwort ist nicht ganz da.")
            answer += piece
except socket.timeout:
    sys.exit("Es geschieht nichts.")
except OSError as error:
    sys.exit(f"Es geht nicht: {error}")
print("Antwort:", str(answer, "utf-8", "replace"))
