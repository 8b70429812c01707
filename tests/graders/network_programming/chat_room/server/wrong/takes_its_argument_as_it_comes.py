# fails: says_how_it_is_used, refuses_a_port_that_is_no_number, refuses_a_port_out_of_range
# Nobody has looked whether there is a port, and whether it is one.

import queue
import socket
import sys
import threading

LONGEST = 65536
MOST = 1000000


class Client:
    def __init__(self, sock, address):
        self.sock = sock
        self.name = f"{address[0]}:{address[1]}"
        self.lines = queue.Queue()
        self.waiting = 0

    def put(self, line):
        """Called with the lock held."""
        self.waiting += len(line)
        if self.waiting > MOST:
            self.sock.shutdown(socket.SHUT_RDWR)
        else:
            self.lines.put(line)

    def send_lines(self):
        while (line := self.lines.get()) is not None:
            try:
                self.sock.sendall(line)
            except OSError:
                return
            with lock:
                self.waiting -= len(line)


clients = []
lock = threading.Lock()


def tell(line, author):
    with lock:
        for client in clients:
            if client is not author:
                try:
                    client.put(line)
                except OSError:
                    pass


def announce(client, what):
    print(f"* {client.name} {what}")
    tell(f"* {client.name} {what}\n".encode(), client)


def receive_lines(client):
    rest = b""
    while data := client.sock.recv(4096):
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            tell(f"[{client.name}] ".encode() + line + b"\n", client)
        if len(rest) > LONGEST:
            return


def serve(sock, address):
    client = Client(sock, address)
    with lock:
        clients.append(client)
    announce(client, "has joined")
    sender = threading.Thread(target=client.send_lines, daemon=True)
    sender.start()
    try:
        receive_lines(client)
    except OSError:
        pass
    with lock:
        clients.remove(client)
    client.lines.put(None)
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    sender.join()
    sock.close()
    announce(client, "has left")


listener = socket.create_server(("", int(sys.argv[1])))
try:
    while True:
        threading.Thread(target=serve, args=listener.accept(), daemon=True).start()
except KeyboardInterrupt:
    print("bye")
