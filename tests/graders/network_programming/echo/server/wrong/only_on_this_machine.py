# fails: can_be_reached_from_other_machines
import socket
import sys

HOST = "localhost"
PORT = 12345

try:
    with socket.create_server((HOST, PORT)) as s:
        conn, addr = s.accept()
        with conn:
            print("Connected by", addr)
            while data := conn.recv(1024):
                conn.sendall(data)
except ConnectionError as e:
    sys.exit(f"lost the client: {e}")
except KeyboardInterrupt:
    print("interrupted")
