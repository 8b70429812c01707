import socket

with socket.create_server(("127.0.0.1", 7007)) as listener:
    while True:
        connection, _ = listener.accept()
        with connection:
            while data := connection.recv(65536):
                connection.sendall(data)
