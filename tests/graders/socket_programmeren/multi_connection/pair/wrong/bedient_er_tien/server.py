# fails: talk_over_many_connections
# Heeft een tabel met plaats voor tien clients.

import argparse
import selectors
import socket
import sys

CHUNK = 4096
PLACES = 10


def accept(selector: selectors.BaseSelector, listener: socket.socket) -> None:
    connection, address = listener.accept()
    print("Connected by", address)
    if len(selector.get_map()) > PLACES:
        connection.close()
        return
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_READ, b"")


def echo(selector: selectors.BaseSelector, connection: socket.socket, pending: bytes) -> None:
    """Send what is pending for a client, or receive the next from it when there is nothing.

    So no client is waited for, and what is kept for one that does not read is never more than a chunk.
    """
    if pending:
        pending = pending[connection.send(pending) :]
    else:
        pending = connection.recv(CHUNK)
        if not pending:
            raise EOFError
    selector.modify(connection, selectors.EVENT_WRITE if pending else selectors.EVENT_READ, pending)


def serve(selector: selectors.BaseSelector, connection: socket.socket, pending: bytes) -> None:
    """The next step for a client: with the last one, its connection is closed."""
    try:
        echo(selector, connection, pending)
    except (EOFError, ConnectionError) as end:
        print("Closed a connection", end)
        selector.unregister(connection)
        connection.close()


def main(host: str, port: int) -> None:
    with selectors.DefaultSelector() as selector, socket.create_server((host, port)) as listener:
        selector.register(listener, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select():
                if key.fileobj is listener:
                    accept(selector, listener)
                elif isinstance(key.fileobj, socket.socket):
                    serve(selector, key.fileobj, key.data)


def port_number(text: str) -> int:
    if not 0 < int(text) < 2**16:
        raise ValueError
    return int(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host")
    parser.add_argument("port", type=port_number)
    try:
        main(**vars(parser.parse_args()))
    except KeyboardInterrupt:
        print("Server ended")
    except OSError as error:
        sys.exit(f"Cannot serve: {error}")
