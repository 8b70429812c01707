import socket
import threading

SMALL = 2048


def echo(conn, addr):
    print("Connected by", addr)
    with conn:
        try:
            while data := conn.recv(1024):
                print("Received from client", data)
                conn.sendall(data)
        except ConnectionError:
            pass


listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)  # accepted sockets inherit both
listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
listener.bind(("127.0.0.1", 61111))
listener.listen()
try:
    while True:
        threading.Thread(target=echo, args=listener.accept(), daemon=True).start()
except KeyboardInterrupt:
    pass
