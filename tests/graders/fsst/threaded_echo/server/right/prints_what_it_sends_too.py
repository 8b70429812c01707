import socket
import threading

printing = threading.Lock()


def say(*words):
    with printing:
        print(*words)


class Client(threading.Thread):
    def __init__(self, sock, address):
        super().__init__(daemon=True)
        self.sock, self.address = sock, address

    def run(self):
        say("Connected by", self.address)
        try:
            while True:
                data = self.sock.recv(1000)
                if not data:
                    break
                say("Received from client", repr(data))
                self.sock.sendall(data)
                say("Sent to client", repr(data))
        except ConnectionError as error:
            say("Lost", self.address, error)
        self.sock.close()
        say("Closed", self.address)


server = socket.create_server(("127.0.0.1", 61111))
try:
    while True:
        Client(*server.accept()).start()
except KeyboardInterrupt:
    say("Bye")
