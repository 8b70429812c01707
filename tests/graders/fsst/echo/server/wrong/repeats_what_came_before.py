# fails: echoes_message_after_message, echoes_a_long_message, echoes_single_bytes
# Never empties the buffer in which it collects.

import socket

HOST = "127.0.0.1"
PORT = 61111

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(5)

try:
    while True:
        conn, addr = s.accept()
        print("Connected by", addr)
        try:
            message = b""
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                print("Received from client", repr(data))
                message += data
                conn.sendall(message)
        except ConnectionError as e:
            print("client lost:", e)
        conn.close()
except KeyboardInterrupt:
    print("bye")
s.close()
