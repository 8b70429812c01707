import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
s.connect((socket.gethostname(), 12345))
for word in (b"Hello, ", b"world"):
    s.sendall(word)
data = b""
while len(data) < 12:
    more = s.recv(1024)
    if not more:
        print("connection closed")
        break
    data += more
s.close()
print("Received", repr(data))
