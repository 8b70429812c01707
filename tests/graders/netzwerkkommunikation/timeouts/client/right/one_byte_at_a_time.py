# Every byte has its own recv(), and so its own time.
import argparse
import math
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=int)
parser.add_argument("seconds", type=float)
parser.add_argument("message")
a = parser.parse_args()
if not (1 <= a.port <= 65535 and math.isfinite(a.seconds) and a.seconds > 0):
    parser.error("PORT oder SEKUNDEN sind keine")
message = bytes(a.message, "utf-8")

sock = socket.socket()
sock.settimeout(a.seconds)
try:
    sock.connect((a.host, a.port))
    sock.sendall(message)
    answer = b""
    for _ in message:
        byte = sock.recv(1)
        if not byte:
            sys.exit("Die Antwort ist nicht ganz da.")
        answer += byte
except socket.timeout:
    sys.exit("Keine Antwort.")
except OSError as error:
    sys.exit(f"Es geht nicht: {error}")
finally:
    sock.close()
print("Antwort:", str(answer, "utf-8", "replace"))
