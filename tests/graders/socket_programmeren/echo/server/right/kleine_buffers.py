import socket
import time

srv = socket.socket()
srv.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
srv.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
srv.bind(("127.0.0.1", 65432))
srv.listen()
conn, addr = srv.accept()
print("Connected by", addr)
while True:
    data = conn.recv(1024)
    if not data:
        break
    print("ontvangen:", data)
    time.sleep(0.02)
    conn.sendall(data)
    print("gestuurd:", data)
conn.close()
srv.close()
