import socket
from datetime import datetime

with open("logboek.txt", "a") as logboek, socket.socket() as srv:
    srv.bind(("127.0.0.1", 65432))
    srv.listen()
    conn, addr = srv.accept()
    print(f"Connected by {addr}")
    logboek.write(f"{datetime.now()} {addr}\n")
    with conn:
        while data := conn.recv(1024):
            logboek.write(f"{data!r}\n")
            conn.sendall(data)
