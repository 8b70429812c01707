# fails: echoes_binary_data
# Niet alles wat binnenkomt is UTF-8.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432


def bedien(conn):
    while True:
        data = conn.recv(1024)
        if not data:
            return
        tekst = data.decode()
        print("Client:", tekst)
        conn.sendall(tekst.encode())


try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
    with conn:
        print(f"Connected by {addr}")
        bedien(conn)
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
