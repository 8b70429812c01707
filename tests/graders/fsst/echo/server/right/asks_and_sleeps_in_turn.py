import socket
import time

PAUSE = 0.005

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("127.0.0.1", 61111))
server.listen()
server.setblocking(False)


def patiently(function, *arguments):
    while True:
        try:
            return function(*arguments)
        except BlockingIOError:
            time.sleep(PAUSE)


def echo(client):
    client.setblocking(False)
    while True:
        data = patiently(client.recv, 4096)
        if not data:
            return
        print("Received from client", data)
        while data:
            data = data[patiently(client.send, data):]


try:
    while True:
        client, address = patiently(server.accept)
        print("Connected by", address)
        with client:
            try:
                echo(client)
            except ConnectionError as error:
                print(error)
except KeyboardInterrupt:
    server.close()
