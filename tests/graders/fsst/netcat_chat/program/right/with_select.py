# select() and a socket that does not block; what could not be sent yet is kept.
import os
import select
import socket
import sys


def usage():
    sys.stderr.write("usage: program.py -l PORT | HOST PORT\n")
    sys.exit(2)


if len(sys.argv) != 3 or not sys.argv[2].isdigit() or not 0 < int(sys.argv[2]) < 65536:
    usage()
port = int(sys.argv[2])
try:
    if sys.argv[1] == "-l":
        listener = socket.create_server(("0.0.0.0", port))
        sock, where = listener.accept()
        sys.stderr.write(f"{where[0]} is there\n")
    else:
        sock = socket.socket()
        sock.connect((sys.argv[1], port))
    sock.setblocking(False)
    waiting, has_input = b"", True
    while True:
        readable, writable, _ = select.select(
            [sock] + ([0] if has_input and not waiting else []), [sock] if waiting else [], []
        )
        if sock in readable:
            data = sock.recv(4096)
            if not data:
                break
            while data:
                data = data[os.write(1, data) :]
        if 0 in readable:
            waiting = os.read(0, 4096)
            if not waiting:
                has_input = False
                sock.shutdown(socket.SHUT_WR)
        if sock in writable:
            waiting = waiting[sock.send(waiting) :]
except OSError as error:
    sys.exit(str(error))
