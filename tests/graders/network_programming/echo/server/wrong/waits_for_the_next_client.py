# fails: ends_after_its_client, ends_after_a_client_that_sends_nothing, ends_after_a_reset
# fails: ends_after_a_client_that_does_not_wait
# accept() is inside the loop.
import socket
import sys


def handle(conn):
    try:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(data)
    except ConnectionError as e:
        print("lost the client:", e)
    finally:
        conn.close()


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12345))
s.listen(1)
try:
    while True:
        conn, addr = s.accept()
        print('Connected by', addr)
        handle(conn)
except KeyboardInterrupt:
    sys.exit(0)
