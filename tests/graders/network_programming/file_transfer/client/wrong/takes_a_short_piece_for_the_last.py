# may fail: writes_binary_data, writes_a_mebibyte
# fails: puts_pieces_together, writes_large_files, waits_for_a_slow_server
# fails: notices_that_the_file_is_cut_short, leaves_no_half_file, keeps_the_older_file
# fails: says_that_the_server_broke_off, does_not_reserve_what_is_announced
# A piece that does not fill the buffer says nothing about the end.

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
        if len(piece) < 4096:
            break
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
        f.write(content)
    s.close()
except OSError as e:
    fail(e)
print(f"{size} bytes received")
