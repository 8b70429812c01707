# fails: watches_the_listening_socket
# Sockets as in the document's listing: no socketserver at all.

import socket
import time

with socket.create_server((socket.gethostname(), 9999)) as listener:
    try:
        while True:
            client, address = listener.accept()
            print("Got a connection from", address)
            with client:
                try:
                    client.sendall((time.ctime() + "\r\n").encode("ascii"))
                except ConnectionError as error:
                    print("Lost", address, error)
    except KeyboardInterrupt:
        pass
