# fails: echoes_messages_as_long_as_a_buffer
# Precies 1000 bytes: daarna komt niets meer.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            bericht = b""
            while True:
                data = conn.recv(1000)
                if not data:
                    break
                bericht += data
                if len(data) < 1000:
                    conn.sendall(bericht)
                    bericht = b""
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
