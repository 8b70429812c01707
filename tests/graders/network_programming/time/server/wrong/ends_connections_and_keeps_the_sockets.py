# fails: does_not_grow
# shutdown() ends the connection; the socket itself is only gone after close().
import socket
import time

serversocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
serversocket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
serversocket.bind((socket.gethostname(), 9999))
serversocket.listen(5)
served = {}

try:
    while True:
        clientsocket, addr = serversocket.accept()
        served[addr] = clientsocket
        print("Got a connection from %s" % str(addr))
        try:
            clientsocket.sendall((time.ctime() + "\r\n").encode("ascii"))
            clientsocket.shutdown(socket.SHUT_RDWR)
        except OSError as e:
            print("client lost:", e)
except KeyboardInterrupt:
    print("served", len(served))
