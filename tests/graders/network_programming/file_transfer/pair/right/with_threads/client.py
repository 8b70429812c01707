import argparse
import os
import socket
import sys
import tempfile


def receive(sock, out):
    buffer = b""
    while b"\n" not in buffer:
        data = sock.recv(2048)
        buffer += data
        if not data or (len(buffer) > 20 and b"\n" not in buffer):
            raise ValueError("no size")
    head, rest = buffer.split(b"\n", 1)
    if not head.isdigit():
        raise ValueError("no size")
    size = int(head)
    with tempfile.NamedTemporaryFile(dir=os.path.dirname(out) or ".", delete=False) as f:
        try:
            rest = rest[:size]
            f.write(rest)
            left = size - len(rest)
            while left > 0:
                data = sock.recv(65536)[:left]
                if data == b"":
                    raise ValueError("the connection was closed before the end")
                f.write(data)
                left -= len(data)
        except BaseException:
            os.unlink(f.name)
            raise
    os.rename(f.name, out)
    return size


def port(text):
    if int(text) not in range(1, 65536):
        raise argparse.ArgumentTypeError("is no port")
    return int(text)


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=port)
parser.add_argument("out")
args = parser.parse_args()
try:
    with socket.create_connection((args.host, args.port)) as sock:
        size = receive(sock, args.out)
except (OSError, ValueError) as e:
    sys.exit(f"client.py: {e}")
print("Everything has come:", size, "bytes received", "from", args.host)
