# fails: waits_for_the_next_client
# Two seconds without a client, and it goes home.
import socket
import time

host = socket.gethostname()
port = 9999


def main():
    serversocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    serversocket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    serversocket.bind((host, port))
    serversocket.listen(5)
    serversocket.settimeout(2)
    while True:
        clientsocket, addr = serversocket.accept()
        print("Got a connection from %s" % str(addr))
        try:
            now = time.ctime(time.time()) + "\r\n"
            clientsocket.sendall(now.encode("ascii"))
        except ConnectionError as e:
            print("client lost:", e)
        clientsocket.close()


try:
    main()
except (KeyboardInterrupt, TimeoutError):
    print("server stopped")
