# fails: ends_after_a_reset, ends_after_a_client_that_does_not_wait
import socket

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data)
except KeyboardInterrupt:
    print("gestopt")
