# fails: serves_client_after_client, prints_the_address_of_each_client, survives_a_reset
# fails: survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing, forgets_no_socket
# fails: does_not_grow
# Closes the wrong one of the two sockets.

import socket

HOST = "127.0.0.1"
PORT = 61111

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(5)

try:
    while True:
        conn, addr = s.accept()
        print("Connected by", addr)
        try:
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                print("Received from client", repr(data))
                conn.sendall(data)
        except ConnectionError as e:
            print("client lost:", e)
        s.close()
except KeyboardInterrupt:
    print("bye")
s.close()
