# fails: sends_hello_world
# Thirteen bytes: and so it waits for a thirteenth from a server that was sent twelve.
import socket
import sys

MESSAGE = b'Hello, world\n'

try:
    with socket.create_connection((socket.gethostname(), 12345)) as s:
        s.sendall(MESSAGE)
        data = b''
        while len(data) < len(MESSAGE):
            part = s.recv(1024)
            if not part:
                sys.exit("incomplete answer")
            data += part
except OSError as e:
    sys.exit("no echo: %s" % e)
print('Received', repr(data))
