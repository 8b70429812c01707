# fails: closes_after_the_time
# SO_LINGER with zero seconds: the reset may throw the time away.
import socket
import struct
import time

host = socket.gethostname()
port = 9999


def main():
    serversocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    serversocket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    serversocket.bind((host, port))
    serversocket.listen(5)
    while True:
        clientsocket, addr = serversocket.accept()
        print("Got a connection from %s" % str(addr))
        try:
            now = time.ctime(time.time()) + "\r\n"
            clientsocket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            clientsocket.sendall(now.encode("ascii"))
        except ConnectionError as e:
            print("client lost:", e)
        clientsocket.close()


try:
    main()
except KeyboardInterrupt:
    print("server stopped")
