# fails: rests_while_nobody_asks
# With a time-out of 0 accept() does not wait.
import socket
import time


def main():
    serversocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    serversocket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    serversocket.bind((socket.gethostname(), 9999))
    serversocket.listen(5)
    serversocket.settimeout(0)
    while True:
        try:
            clientsocket, addr = serversocket.accept()
        except BlockingIOError:
            continue
        print("Got a connection from %s" % str(addr))
        try:
            clientsocket.sendall((time.ctime() + "\r\n").encode("ascii"))
        except ConnectionError as e:
            print("client lost:", e)
        clientsocket.close()


try:
    main()
except KeyboardInterrupt:
    print("server stopped")
