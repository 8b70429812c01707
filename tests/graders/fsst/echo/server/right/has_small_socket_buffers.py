import socket

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
server.bind(("127.0.0.1", 61111))
server.listen()

while True:
    client, adresse = server.accept()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
    print("Connected by", adresse)
    try:
        while True:
            daten = client.recv(1024)
            if not daten:
                break
            print("Received from client", daten)
            client.sendall(daten)
    except ConnectionError:
        pass
    finally:
        client.close()
