# fails: closes_after_the_time, does_not_grow
import socket
import time

host = socket.gethostname()
port = 9999
clients = []


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
            clientsocket.sendall(now.encode("ascii"))
        except ConnectionError as e:
            print("client lost:", e)
        clients.append(clientsocket)


try:
    main()
except KeyboardInterrupt:
    print("server stopped")
