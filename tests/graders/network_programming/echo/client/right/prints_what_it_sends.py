import socket

message = b'Hello, world'
with socket.create_connection((socket.gethostname(), 12345)) as s:
    s.sendall(message)
    print('Sent', repr(message))
    data = s.recv(len(message))
    while len(data) < len(message):
        data += s.recv(len(message) - len(data))
print('Received', repr(data))
