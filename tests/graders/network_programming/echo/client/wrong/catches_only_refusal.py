# fails: says_that_the_server_broke_off
import socket
import sys

MESSAGE = b'Hello, world'

try:
    with socket.create_connection((socket.gethostname(), 12345)) as s:
        s.sendall(MESSAGE)
        data = b''
        while len(data) < len(MESSAGE):
            part = s.recv(1024)
            if not part:
                sys.exit("incomplete answer")
            data += part
except ConnectionRefusedError:
    sys.exit("the server is not running")
print('Received', repr(data))
