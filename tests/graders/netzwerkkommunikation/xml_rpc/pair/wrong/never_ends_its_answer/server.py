import re
import socket
import sys
import xmlrpc.client


class NoCall(Exception):
    pass


def addieren(a, b):
    if type(a) is not int or type(b) is not int:
        raise TypeError("whole numbers only")
    return a + b


def umdrehen(text):
    if type(text) is not str:
        raise TypeError("a text only")
    return text[::-1]


def zaehlen(text):
    if type(text) is not str:
        raise TypeError("a text only")
    words = text.split()
    return {word: words.count(word) for word in set(words)}


FUNCTIONS = {"addieren": addieren, "umdrehen": umdrehen, "zaehlen": zaehlen}


def receive(connection):
    """The content of a call."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(4096)
        if not piece or len(data) > 100_000:
            raise NoCall("no head")
        data += piece
    head, _, content = data.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length:\s*(\d+)\s*(\r\n|$)", head, re.IGNORECASE)
    if not head.startswith(b"POST /RPC2 HTTP/1.") or not length:
        raise NoCall("no POST")
    pieces = [content]
    missing = int(length[1]) - len(content)
    while missing > 0:
        piece = connection.recv(65536)
        if not piece:
            raise NoCall("half a call")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def answer(content):
    try:
        arguments, name = xmlrpc.client.loads(content)
        if name not in FUNCTIONS:
            raise LookupError(f"no function {name}")
        return xmlrpc.client.dumps((FUNCTIONS[name](*arguments),), methodresponse=True)
    except Exception as error:  # whatever a call stumbles over becomes a fault
        return xmlrpc.client.dumps(xmlrpc.client.Fault(17, str(error)))


def serve(connection):
    try:
        content = receive(connection)
    except NoCall:
        connection.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")
        return
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + answer(content).encode())


try:
    with socket.create_server(("", 50001)) as listener:
        clients = []
        while True:
            connection, _ = listener.accept()
            clients.append(connection)
            try:
                serve(connection)
            except OSError as error:
                print("lost a client:", error)
except OSError as error:
    sys.exit(f"cannot listen: {error}")
except KeyboardInterrupt:
    print("bye")
