# fails: tells_the_time, ends_the_line_with_cr_lf, tells_client_after_client, waits_for_the_next_client
# fails: tells_each_client_its_own_time, prints_who_has_connected, rests_while_nobody_asks
# fails: survives_a_client_that_breaks_off, does_not_grow
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
            clientsocket.sendall(now)
        except ConnectionError as e:
            print("client lost:", e)
        clientsocket.close()


try:
    main()
except KeyboardInterrupt:
    print("server stopped")
