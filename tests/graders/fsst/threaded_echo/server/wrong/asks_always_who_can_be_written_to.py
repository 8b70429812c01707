# fails: rests_while_nobody_asks
# A socket can almost always be written to: select() returns at once as long as any client is connected.

import select
import socket

server = socket.create_server(("127.0.0.1", 61111))
clients = []
waiting = {}


def drop(client):
    clients.remove(client)
    waiting.pop(client, None)
    client.close()


def main():
    while True:
        readable, writable, _ = select.select([server, *clients], clients, [])
        for sock in readable:
            if sock is server:
                client, address = server.accept()
                client.setblocking(False)
                print("Connected by", address)
                clients.append(client)
                continue
            try:
                data = sock.recv(1024)
            except ConnectionError:
                data = b""
            if data:
                print("Received from client", data)
                waiting[sock] = waiting.get(sock, b"") + data
            elif sock in waiting:
                sock.setblocking(True)
                sock.sendall(waiting[sock])
                drop(sock)
            else:
                drop(sock)
        for sock in writable:
            if waiting.get(sock):
                try:
                    sent = sock.send(waiting[sock])
                except ConnectionError:
                    drop(sock)
                    continue
                waiting[sock] = waiting[sock][sent:]
                if not waiting[sock]:
                    del waiting[sock]


try:
    main()
except KeyboardInterrupt:
    pass
