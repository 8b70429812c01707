# fails: echoes_blanks_and_line_ends, echoes_binary_data
# "\n" only, as in a text file.
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
                conn.sendall(data.replace(b"\r\n", b"\n"))
except ConnectionError as e:
    sys.exit(f"lost the client: {e}")
except KeyboardInterrupt:
    print("interrupted")
