import argparse
import socket
import sys

parser = argparse.ArgumentParser(description="Client")
parser.add_argument("host", nargs="?", default="127.0.0.1")
parser.add_argument("port", nargs="?", type=int, default=8181)
parser.add_argument("-m", "--message", default="Hallo Server")
args = parser.parse_args()

try:
    with socket.create_connection((args.host, args.port)) as s, s.makefile("rw", encoding="utf-8") as f:
        f.write(args.message)
        f.flush()
        print("<", f.read())
except OSError as e:
    print("Fehler:", e, file=sys.stderr)
    sys.exit(1)
