import datetime
import socket
import threading


def serve(conn, addr):
    with conn:
        print("Got a connection from", addr)
        conn.sendall(f"{datetime.datetime.now():%c}\r\n".encode("ascii"))


with socket.create_server((socket.gethostname(), 9999)) as listener:
    while True:
        conn, addr = listener.accept()
        threading.Thread(target=serve, args=(conn, addr), daemon=True).start()
