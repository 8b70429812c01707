# accept() gives a client only when data have come, or a second has passed (TCP_DEFER_ACCEPT, tcp(7)).
import socket
import time

listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("", 9999))
listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 1)
listener.listen(5)
try:
    while True:
        client, address = listener.accept()
        print("Got a connection from", address)
        try:
            client.sendall((time.ctime() + "\r\n").encode())
        except ConnectionError:
            pass
        client.close()
except KeyboardInterrupt:
    pass
