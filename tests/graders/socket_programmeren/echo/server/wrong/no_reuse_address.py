# fails: starts_again_at_once
# De poort blijft na een crash een minuut bezet.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as srv:
        srv.bind((HOST, PORT))
        srv.listen()
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data)
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
