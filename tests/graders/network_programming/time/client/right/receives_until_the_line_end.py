import socket
import sys


def get_time(host, port):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        s.connect((host, port))
        line = bytearray()
        while not line.endswith(b"\r\n"):
            part = s.recv(64)
            if not part:
                break
            line.extend(part)
    finally:
        s.close()
    return line.decode("ascii").strip()


try:
    tm = get_time(socket.gethostname(), 9999)
except OSError as e:
    print("Cannot get the time:", e, file=sys.stderr)
    raise SystemExit(1)
if tm == "":
    print("The server sent no time", file=sys.stderr)
    raise SystemExit(1)
print("The time got from the server is %s" % tm)
