# fails: gives_each_client_its_own_bytes
# What could not be sent at once is kept for later, but not for whom.

import selectors
import socket

selector = selectors.DefaultSelector()
rest = bytearray()


def accept(listener, _):
    client, address = listener.accept()
    print("Connected by", address)
    client.setblocking(False)
    selector.register(client, selectors.EVENT_READ, (serve, rest))


def drop(client):
    selector.unregister(client)
    client.close()


def serve(client, waiting):
    try:
        if not waiting:
            data = client.recv(4096)
            if not data:
                drop(client)
                return
            waiting += data
        sent = client.send(waiting)
        del waiting[:sent]
    except BlockingIOError:
        pass
    except ConnectionError:
        drop(client)
        return
    events = selectors.EVENT_WRITE if waiting else selectors.EVENT_READ
    selector.modify(client, events, (serve, waiting))


selector.register(socket.create_server(("", 12345)), selectors.EVENT_READ, (accept, None))
try:
    while True:
        for key, _ in selector.select():
            function, state = key.data
            function(key.fileobj, state)
except KeyboardInterrupt:
    pass
