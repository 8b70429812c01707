import logging
import socket

logging.basicConfig(filename='client.log', level=logging.INFO)
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect((socket.gethostname(), 12345))
logging.info('connected to %s', s.getpeername())
s.sendall(b'Hello, world')
data = b''
while len(data) < 12:
    data += s.recv(1024)
logging.info('received %r', data)
s.close()
print('Received', repr(data))
