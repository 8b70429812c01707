#!/usr/bin/env python3
import socket


class Server:
    def __init__(self, address):
        self.sock = socket.create_server(address)
        print("Waiting for connection")

    def __iter__(self):
        while True:
            yield self.sock.accept()

    def serve(self, client, peer):
        print("Client connected from %s:%d" % peer)
        text = client.recv(128)
        print("Received:", text)
        client.sendall(b"".join([b"SERVER RECEIVED: ", text]))
        client.shutdown(socket.SHUT_RDWR)
        client.close()


def main():
    server = Server(("127.0.0.1", 8181))
    try:
        for client, peer in server:
            try:
                server.serve(client, peer)
            except OSError as error:
                print(error)
    except KeyboardInterrupt:
        print()


main()
