# fails: serves_the_others_while_one_does_not_read
# select() asks who has something to say, and then sendall() waits for one who does not listen.

import select
import socket

listener = socket.create_server(("127.0.0.1", 61111))
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
                if data:
                    print("Received from client", data)
                    sock.sendall(data)
            except ConnectionError:
                data = b""
            if not data:
                clients.remove(sock)
                sock.close()
except KeyboardInterrupt:
    pass
