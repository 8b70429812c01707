# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message, echoes_a_long_message
# fails: echoes_single_bytes, echoes_binary_data
# str(data) maakt er b'...' van.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432


def bedien(conn):
    while True:
        data = conn.recv(1024)
        if not data:
            return
        conn.sendall(str(data).encode())


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
