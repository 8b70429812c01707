# fails: rests_while_nobody_asks
# accept() returns at once, and is called again at once, thousands of times a second.

import socket

HOST = "::1"
PORT = 61111


def echo(conn):
    while True:
        data = conn.recv(1024)
        if not data:
            break
        print("Received from client", repr(data))
        conn.sendall(data)


def main():
    s = socket.create_server((HOST, PORT), family=socket.AF_INET6)
    s.setblocking(False)
    while True:
        try:
            conn, addr = s.accept()
        except BlockingIOError:
            continue
        print("Connected by", addr)
        with conn:
            try:
                conn.setblocking(True)
                echo(conn)
            except ConnectionError as e:
                print("client lost:", e)


try:
    main()
except KeyboardInterrupt:
    pass
