# fails: echoes_message_after_message, echoes_messages_as_long_as_a_buffer, obeys_no_magic_word
# fails: echoes_a_long_message, echoes_single_bytes
# Vergeet de lus: na het eerste bericht is het afgelopen.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            data = conn.recv(1024)
            if data:
                conn.sendall(data)
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
