# makefile(): a buffered file that writes all it is given, in one thread; another throws away what the server says.
import shutil
import socket
import sys
import threading


class Counted:
    def __init__(self, file):
        self.file, self.number = file, 0

    def read(self, most):
        piece = self.file.read(most)
        self.number += len(piece)
        return piece


def listen(connection, failures):
    try:
        while connection.recv(4096):
            pass
    except OSError as error:
        failures.append(error)


if len(sys.argv) != 3 or not sys.argv[2].isdigit() or not 1 <= int(sys.argv[2]) <= 65535:
    print("usage: client.py HOST PORT", file=sys.stderr)
    raise SystemExit(2)
source, failures = Counted(sys.stdin.buffer), []
try:
    connection = socket.create_connection((sys.argv[1], int(sys.argv[2])))
    listener = threading.Thread(target=listen, args=(connection, failures), daemon=True)
    listener.start()
    with connection.makefile("wb") as file:
        shutil.copyfileobj(source, file)
    connection.shutdown(socket.SHUT_WR)
    listener.join()
    connection.close()
except OSError as error:
    failures.append(error)
if failures:
    sys.exit(f"broken off: {failures[0]}")
print("Gesendet:", source.number, "Bytes")
