# fails: serves_the_others_while_one_does_not_read
# select() says who has sent something; and then sendall() waits for one who does not read.

import select
import socket

listener = socket.create_server(("", 12345))
clients = []
try:
    while True:
        ready, _, _ = select.select([listener, *clients], [], [])
        for sock in ready:
            if sock is listener:
                client, address = listener.accept()
                print("Connected by", address)
                clients.append(client)
                continue
            try:
                data = sock.recv(1024)
                sock.sendall(data)
            except ConnectionError:
                data = b""
            if not data:
                clients.remove(sock)
                sock.close()
except KeyboardInterrupt:
    pass
