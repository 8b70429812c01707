# fails: tells_the_time, tells_each_client_its_own_time
# So that it looks nice behind the colon.
import socket
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
            clientsocket.sendall((" " + now).encode("ascii"))
        except ConnectionError as e:
            print("client lost:", e)
        clientsocket.close()


try:
    main()
except KeyboardInterrupt:
    print("server stopped")
