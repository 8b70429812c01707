# fails: listens_at_the_documented_address
# Twee cijfers van de poort verwisseld.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65423


def main():
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
    with conn:
        print(f"Connected by {addr}")
        while True:
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(data)


try:
    main()
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
