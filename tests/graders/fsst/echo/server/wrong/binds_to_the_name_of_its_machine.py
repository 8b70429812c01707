# fails: listens_at_the_documented_address
# What the name of a machine stands for is not 127.0.0.1 everywhere: on Debian it is 127.0.1.1.

import socket

RECHNER = socket.gethostname()

server = socket.create_server((RECHNER, 61111))
print("Warte auf", RECHNER)
try:
    while True:
        client, adresse = server.accept()
        print("Connected by", adresse)
        with client:
            try:
                while daten := client.recv(1024):
                    print("Received from client", daten)
                    client.sendall(daten)
            except ConnectionError:
                print("Verbindung verloren")
except KeyboardInterrupt:
    print("Ende")
