import socket
from threading import Thread


def echo(conn, addr):
    print("Connected by", addr)
    with conn:
        while True:
            data = conn.recv(4096)
            if not data:
                return
            print("Received from client", data)
            conn.sendall(data)


with socket.create_server(("", 61111), family=socket.AF_INET6, dualstack_ipv6=True) as server:
    try:
        while True:
            conn, addr = server.accept()
            Thread(target=echo, args=(conn, addr), daemon=True).start()
    except KeyboardInterrupt:
        print("Ende")
