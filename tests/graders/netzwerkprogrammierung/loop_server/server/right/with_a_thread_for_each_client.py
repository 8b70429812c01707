import socket
import threading

HOST, PORT = "127.0.0.1", 8181


def handle_client(conn, addr):
    with conn:
        print(f"Client connected from {addr}")
        data = conn.recv(128)
        print(f"Received: {data}")
        conn.sendall("SERVER RECEIVED: ".encode() + data)


with socket.create_server((HOST, PORT)) as s:
    while True:
        print("Waiting for connection")
        threading.Thread(target=handle_client, args=s.accept(), daemon=True).start()
