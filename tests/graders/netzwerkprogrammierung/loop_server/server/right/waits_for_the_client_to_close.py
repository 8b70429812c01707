import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind(("localhost", 8181))
server.listen(1)
while 1:
    print("warte auf Client")
    conn, addr = server.accept()
    nachricht = str(conn.recv(128), "utf8")
    conn.send(bytes("SERVER RECEIVED: ", "utf8"))
    conn.send(bytes(nachricht, "utf8"))
    # warten, bis der Client auflegt
    while conn.recv(1024) != b"":
        pass
    conn.close()
