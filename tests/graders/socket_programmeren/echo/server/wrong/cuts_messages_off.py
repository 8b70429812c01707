# fails: echoes_messages_as_long_as_a_buffer, echoes_a_long_message, echoes_binary_data
# Stuurt van elk bericht hoogstens vijftig bytes terug.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432
MAXIMUM = 50

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data[:MAXIMUM])
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
