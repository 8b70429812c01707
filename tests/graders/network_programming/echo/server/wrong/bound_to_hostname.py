import socket

host = socket.gethostname()
port = 12345
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((host, port))
s.listen(5)
conn, addr = s.accept()
print("Connected by %s" % str(addr))
try:
    while True:
        data = conn.recv(1024)
        if not data: break
        conn.sendall(data)
finally:
    conn.close()
    s.close()
