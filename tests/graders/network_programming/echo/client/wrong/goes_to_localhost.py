# fails: goes_by_the_name_of_the_machine
# Found all the same, since this server listens on all addresses.
import socket
import sys

try:
    with socket.create_connection(("localhost", 12345)) as s:
        s.sendall(b"Hello, world")
        data = b""
        while len(data) < 12:
            piece = s.recv(12)
            if not piece:
                sys.exit("no answer")
            data += piece
    print("Received", data)
except OSError as error:
    sys.exit(f"no server: {error}")
