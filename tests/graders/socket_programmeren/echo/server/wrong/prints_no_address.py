# fails: prints_the_address_of_its_client
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, _ = srv.accept()
        with conn:
            print("Connected by a client")
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data)
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
