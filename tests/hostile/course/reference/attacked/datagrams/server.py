import socket

with socket.socket(type=socket.SOCK_DGRAM) as server:
    server.bind(("127.0.0.1", 7007))
    while True:
        data, client = server.recvfrom(65536)
        server.sendto(data, client)
