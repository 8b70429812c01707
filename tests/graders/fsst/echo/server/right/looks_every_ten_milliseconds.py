import select
import socket

s = socket.create_server(("127.0.0.1", 61111))
sockets = [s]


def serve(conn):
    try:
        data = conn.recv(1024)
        if data:
            print("Received from client", data)
            conn.sendall(data)
            return
    except ConnectionError as e:
        print(e)
    sockets.remove(conn)
    conn.close()


try:
    while True:
        readable, _, _ = select.select(sockets, [], [], 0.01)
        for sock in readable:
            if sock is s:
                conn, addr = s.accept()
                print("Connected by", addr)
                sockets.append(conn)
            else:
                serve(sock)
except KeyboardInterrupt:
    pass
