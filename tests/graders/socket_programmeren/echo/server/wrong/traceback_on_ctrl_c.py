# fails: stops_on_interrupt
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

with socket.create_server((HOST, PORT)) as srv:
    conn, addr = srv.accept()
    with conn:
        print(f"Connected by {addr}")
        try:
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data)
        except ConnectionError as fout:
            sys.exit(f"client weg: {fout}")
