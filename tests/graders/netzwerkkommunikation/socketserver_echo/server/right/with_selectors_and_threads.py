"""What socketserver does, by hand: a selector watches the listening socket, and a thread serves each client."""

import selectors
import socket
import threading


def serve(connection, address):
    name = ":".join(map(str, address))
    print("Verbunden: " + name)
    with connection:
        try:
            for data in iter(lambda: connection.recv(2000), b""):
                connection.sendall(data)
        except ConnectionError:
            pass
        finally:
            print("Getrennt: " + name)


with socket.create_server(("", 50000)) as listener, selectors.DefaultSelector() as selector:
    selector.register(listener, selectors.EVENT_READ)
    try:
        while True:
            if selector.select(timeout=1):
                threading.Thread(target=serve, args=listener.accept(), daemon=True).start()
    except KeyboardInterrupt:
        pass
