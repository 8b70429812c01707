# fails: answers_in_capital_letters
# It forgets upper().

import socket

with socket.create_server(("127.0.0.1", 50007)) as listener:
    while True:
        connection, _ = listener.accept()
        with connection:
            while data := connection.recv(4096):
                connection.sendall(data)
