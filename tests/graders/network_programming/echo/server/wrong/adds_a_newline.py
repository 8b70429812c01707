# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message, echoes_a_long_message, echoes_single_bytes
# fails: echoes_binary_data
import socket
import sys

try:
    with socket.create_server(("", 12345)) as s:
        conn, addr = s.accept()
        with conn:
            print("Connected by", addr)
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data + b"\r\n")
except ConnectionError as e:
    sys.exit(f"lost the client: {e}")
except KeyboardInterrupt:
    print("interrupted")
