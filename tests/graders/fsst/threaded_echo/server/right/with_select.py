import select
import socket

server = socket.create_server(("127.0.0.1", 61111))
sockets = [server]
waiting = {}
while sockets:
    readable, writable, _ = select.select(sockets, [s for s in waiting if waiting[s]], [])
    for s in readable:
        if s is server:
            client, address = server.accept()
            print("Connected by", address)
            sockets.append(client)
            waiting[client] = b""
            continue
        try:
            data = s.recv(1024)
        except ConnectionError:
            data = b""
        if data:
            print("Received from client", data)
            waiting[s] += data
        else:
            try:
                s.sendall(waiting[s])
            except ConnectionError:
                pass
            sockets.remove(s)
            del waiting[s]
            s.close()
    for s in writable:
        if s in waiting:
            n = s.send(waiting[s])
            waiting[s] = waiting[s][n:]
