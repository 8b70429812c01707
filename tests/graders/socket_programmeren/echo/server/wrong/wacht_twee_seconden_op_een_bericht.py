# fails: waits_for_a_silent_client
# Een client die even zwijgt is niet weg.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            conn.settimeout(2)
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data)
except OSError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
