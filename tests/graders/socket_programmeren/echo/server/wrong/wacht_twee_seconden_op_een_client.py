# fails: waits_for_its_client
# Wie de client met de hand start is te laat.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        srv.settimeout(2)
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            conn.settimeout(None)
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data)
except OSError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
