"""Echo server with create_server() and with."""
import socket

with socket.create_server(("::1", 61111), family=socket.AF_INET6) as server:
    while True:
        conn, addr = server.accept()
        with conn:
            print(f"Connected by {addr}")
            while (data := conn.recv(4096)) != b"":
                print("Received from client", data)
                conn.sendall(data)
