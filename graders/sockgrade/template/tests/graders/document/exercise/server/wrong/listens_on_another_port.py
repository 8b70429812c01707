# fails: listens_at_the_documented_address
# A slip of the finger in the port.

import socket

with socket.create_server(("127.0.0.1", 50008)) as listener:
    while True:
        connection, _ = listener.accept()
        with connection:
            while data := connection.recv(4096):
                connection.sendall(data.upper())
