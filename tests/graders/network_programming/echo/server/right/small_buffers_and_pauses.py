import socket
import time

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
s.bind(('', 12345))
s.listen(1)
conn, addr = s.accept()
print('Connected by', addr)
while True:
    data = conn.recv(1024)
    if not data: break
    print('Received', data)
    time.sleep(0.05)
    conn.sendall(data)
    print('Sent', data)
conn.close()
