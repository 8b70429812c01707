# A client without netcat.
import socket
import sys

if len(sys.argv) != 4:
    print("usage: client.py HOST PORT FILE", file=sys.stderr)
    sys.exit(2)
_, host, port, name = sys.argv
try:
    with open(name, "rb") as file, socket.create_connection((host, int(port))) as connection:
        connection.sendfile(file)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass
except OSError as error:
    sys.exit(f"client.py: {error}")
