# fails: listens_at_the_documented_address
# localhost is not the machine's own name: who asks at that name finds nobody.
import socket
import time

with socket.create_server(("localhost", 9999)) as server:
    try:
        while True:
            client, addr = server.accept()
            with client:
                print("Got a connection from", addr)
                try:
                    client.sendall(time.ctime().encode("ascii") + b"\r\n")
                except ConnectionError:
                    print("lost", addr)
    except KeyboardInterrupt:
        pass
