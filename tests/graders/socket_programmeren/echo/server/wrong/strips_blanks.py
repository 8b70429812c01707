# fails: echoes_blanks_and_line_ends, echoes_binary_data
# Behandelt de bytes als een regel tekst.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data.decode().strip().encode())
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
