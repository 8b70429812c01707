# fails: rests_while_nobody_asks
# MSG_DONTWAIT makes recv() return at once, whether there is something or not.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
        with conn:
            print("Connected by", addr)
            while True:
                try:
                    data = conn.recv(1024, socket.MSG_DONTWAIT)
                except BlockingIOError:
                    continue
                if not data:
                    break
                conn.sendall(data)
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
