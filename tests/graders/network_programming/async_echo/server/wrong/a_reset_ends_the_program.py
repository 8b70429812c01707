# fails: keeps_the_others_when_one_breaks_off, survives_a_reset, survives_a_client_that_does_not_wait
# An exception in the loop that serves everybody ends it for everybody.

import selectors
import socket

selector = selectors.DefaultSelector()


def accept(listener, _):
    client, address = listener.accept()
    print("Connected by", address)
    client.setblocking(False)
    selector.register(client, selectors.EVENT_READ, (serve, bytearray()))


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
