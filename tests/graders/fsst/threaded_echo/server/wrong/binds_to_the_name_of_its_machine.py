# fails: listens_at_the_documented_address
# What the name of a machine stands for is not 127.0.0.1 everywhere: on Debian it is 127.0.1.1.

import socket
import threading


def serve(conn, addr):
    print("Connected by", addr)
    with conn:
        try:
            while data := conn.recv(1024):
                print("Received from client", data)
                conn.sendall(data)
        except ConnectionError:
            print("Lost", addr)


with socket.create_server((socket.gethostname(), 61111)) as server:
    try:
        while True:
            threading.Thread(target=serve, args=server.accept(), daemon=True).start()
    except KeyboardInterrupt:
        pass
