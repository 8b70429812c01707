# fails: answers_after_a_half_close
# Looks for the client's end first, and throws away what came with it.

import select
import socket

HOST = "::1"
PORT = 61111

s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(5)

try:
    while True:
        conn, addr = s.accept()
        print("Connected by", addr)
        try:
            poller = select.poll()
            poller.register(conn, select.POLLIN | select.POLLRDHUP)
            while True:
                _, event = poller.poll()[0]
                if event & select.POLLRDHUP:
                    break  # the client has gone
                data = conn.recv(1024)
                if not data:
                    break
                print("Received from client", repr(data))
                conn.sendall(data)
        except ConnectionError as e:
            print("client lost:", e)
        conn.close()
except KeyboardInterrupt:
    print("bye")
s.close()
