# A server without netcat.
import socket
import sys

if len(sys.argv) != 3:
    print("usage: server.py PORT FILE", file=sys.stderr)
    sys.exit(2)
try:
    with open(sys.argv[2], "wb") as file, socket.create_server(("", int(sys.argv[1]))) as listener:
        connection, _ = listener.accept()
        with connection:
            while data := connection.recv(65536):
                file.write(data)
except OSError as error:
    sys.exit(f"server.py: {error}")
