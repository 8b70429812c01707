import socket

with socket.create_server(("", 50000)) as server:
    while True:
        conn, (ip, port) = server.accept()
        with conn:
            while msg := conn.recv(4096):
                print(f"[{ip}] {msg.decode(errors='replace')}")
                conn.sendall(input("Antwort: ").encode())
