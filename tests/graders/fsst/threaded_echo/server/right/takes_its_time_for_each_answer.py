# a little "simulated work", to show that the clients do not wait for each other
import socket
import threading
import time


def serve(conn, addr):
    print("Connected by", addr)
    with conn:
        while data := conn.recv(65536):
            print("Received from client", data)
            time.sleep(0.3)
            conn.sendall(data)


with socket.create_server(("127.0.0.1", 61111), backlog=100) as s:
    while True:
        threading.Thread(target=serve, args=s.accept(), daemon=True).start()
