# fails: tells_the_time, ends_the_line_with_cr_lf, closes_after_the_time, tells_client_after_client
# fails: waits_for_the_next_client, tells_each_client_its_own_time, survives_a_client_that_breaks_off
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
            clientsocket.recv(1024)
            now = time.ctime(time.time()) + "\r\n"
            clientsocket.sendall(now.encode("ascii"))
        except ConnectionError as e:
            print("client lost:", e)
        clientsocket.close()


try:
    main()
except KeyboardInterrupt:
    print("server stopped")
