# fails: writes_the_file, writes_binary_data, puts_pieces_together
# may fail: writes_a_mebibyte
# strip() takes away what belongs to the file.

import socket
import sys


def fail(text, code=1):
    print(text, file=sys.stderr)
    sys.exit(code)


def receive_line(s):
    line = b""
    while not line.endswith(b"\n"):
        byte = s.recv(1)
        line += byte
        if not byte or len(line) > 21:
            fail("The server sent no size.")
    return line


def receive_file(s, size):
    pieces = []
    number = 0
    while number < size:
        piece = s.recv(min(4096, size - number))
        if not piece:
            fail(f"The file is cut short: {number} of {size} bytes.")
        pieces.append(piece)
        number += len(piece)
    return b"".join(pieces)


if len(sys.argv) != 4:
    fail("usage: client.py HOST PORT OUT", 2)
host, port, out = sys.argv[1:]
try:
    port = int(port)
except ValueError:
    fail("PORT must be a number", 2)
if not 0 < port < 65536:
    fail("PORT must be from 1 to 65535", 2)

try:
    s = socket.socket()
    s.connect((host, port))
    line = receive_line(s)
    try:
        size = int(line)
    except ValueError:
        fail(f"That is no size: {line!r}")
    content = receive_file(s, size)
    with open(out, "wb") as f:
        f.write(content.strip())
    s.close()
except OSError as e:
    fail(e)
print(f"{size} bytes received")
