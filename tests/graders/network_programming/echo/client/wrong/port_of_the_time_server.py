# fails: connects_to_the_documented_address
import socket
import sys

host = socket.gethostname()
port = 9999
message = b'Hello, world'

try:
    with socket.create_connection((host, port)) as s:
        s.sendall(message)
        data = b''
        while len(data) < len(message):
            part = s.recv(1024)
            if not part:
                sys.exit("incomplete answer")
            data += part
except OSError as e:
    sys.exit("no echo: %s" % e)
print('Received', repr(data))
