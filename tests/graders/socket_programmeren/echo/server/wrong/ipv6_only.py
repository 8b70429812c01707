# fails: listens_at_the_documented_address
# ::1 is wel loopback, maar niet 127.0.0.1.
import socket
import sys

HOST = "::1"
PORT = 65432


def main():
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as srv:
        srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        srv.bind((HOST, PORT))
        srv.listen()
        conn, addr = srv.accept()
    with conn:
        print(f"Connected by {addr}")
        while data := conn.recv(1024):
            conn.sendall(data)


try:
    main()
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
