# fails: serves_two_clients_at_once, answers_the_client_that_asked
# fails: serves_the_others_while_one_does_not_read, gives_each_client_its_own_bytes
# The connection is a variable that the next client overwrites; and what comes goes to all.

import select
import socket

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", 61111))
s.listen()
clients = []
conn = None

try:
    while True:
        ready, _, _ = select.select([s, conn] if conn else [s], [], [])
        if s in ready:
            conn, addr = s.accept()
            print("Connected by", addr)
            clients.append(conn)
            continue
        try:
            data = conn.recv(1024)
        except ConnectionError:
            data = b""
        if not data:
            clients.remove(conn)
            conn.close()
            conn = clients[-1] if clients else None
            continue
        print("Received from client", data)
        for c in clients:
            try:
                c.sendall(data)
            except ConnectionError:
                pass
except KeyboardInterrupt:
    pass
