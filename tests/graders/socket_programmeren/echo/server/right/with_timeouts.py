# kijkt af en toe op, en gaat verder met wachten
import socket

HOST = "127.0.0.1"
PORT = 65432

srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
srv.bind((HOST, PORT))
srv.listen(5)
srv.settimeout(0.5)
conn = None
while conn is None:
    try:
        conn, addr = srv.accept()
    except socket.timeout:
        pass
print(f"Connected by {addr}")
conn.settimeout(0.5)
running = True
while running:
    try:
        data = conn.recv(1024)
    except socket.timeout:
        continue
    if data:
        conn.sendall(data)
    else:
        running = False
conn.close()
srv.close()
