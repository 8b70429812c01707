# fails: waits_for_the_next_client, serves_the_others_while_one_does_not_read
# If nobody comes for a second, nobody will any more.

import os
import socket
import threading


def handle(client, address):
    with client:
        print("Connected by", address)
        try:
            while data := client.recv(1024):
                print("Received from client", data)
                client.sendall(data)
        except ConnectionError:
            print("lost", address)


server = socket.create_server(("127.0.0.1", 61111))
server.settimeout(1)
try:
    while True:
        client, address = server.accept()
        client.settimeout(None)
        threading.Thread(target=handle, args=(client, address)).start()
except TimeoutError:
    print("no more clients")
except KeyboardInterrupt:
    print("bye")
    os._exit(0)
