# fails: understand_each_other, end_together, understand_single_bytes, understand_what_comes_late, talk_over_many_connections
# Wat op alle verbindingen terugkomt, komt in één buffer.

import argparse
import selectors
import socket
import sys

CHUNK = 4096
everything = bytearray()


class Conversation:
    """What is still to be sent on one connection, and what has come back."""

    def __init__(self, connection: socket.socket, number: int) -> None:
        self.connection = connection
        self.number = number
        self.pending = "".join(f"bericht {i} van verbinding {number}\n" for i in (1, 2)).encode()
        self.missing = len(self.pending)

    def go_on(self) -> None:
        """Send as long as something is pending, and receive after that. Raises ConnectionError."""
        if self.pending:
            self.pending = self.pending[self.connection.send(self.pending) :]
            return
        data = self.connection.recv(min(CHUNK, self.missing))
        if not data:
            raise ConnectionError(f"the server closed it, and {self.missing} bytes are missing")
        everything.extend(data)
        self.missing -= len(data)


def begin(selector: selectors.BaseSelector, host: str, port: int, number: int) -> None:
    connection = socket.create_connection((host, port))
    connection.setblocking(False)
    selector.register(connection, selectors.EVENT_WRITE, Conversation(connection, number))


def go_on(selector: selectors.BaseSelector, conversation: Conversation) -> bool:
    """One step of a conversation; whether it is still all right."""
    connection, failed = conversation.connection, False
    try:
        conversation.go_on()
    except ConnectionError as error:
        print(f"Verbinding {conversation.number}: {error}", file=sys.stderr)
        failed = True
    if failed or not conversation.missing:
        selector.unregister(connection)
        connection.close()
    elif not conversation.pending:
        selector.modify(connection, selectors.EVENT_READ, conversation)
    if not conversation.missing:
        print(f"Verbinding {conversation.number} ontving {bytes(everything)!r}")
    return not failed


def main(host: str, port: int, connections: int) -> int:
    failures = 0
    with selectors.DefaultSelector() as selector:
        for number in range(1, connections + 1):
            begin(selector, host, port, number)
        while selector.get_map():
            for key, _ in selector.select():
                failures += not go_on(selector, key.data)
    return min(failures, 1)


def port_number(text: str) -> int:
    if not 0 < int(text) < 2**16:
        raise ValueError
    return int(text)


def positive(text: str) -> int:
    if int(text) < 1:
        raise ValueError
    return int(text)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host")
    parser.add_argument("port", type=port_number)
    parser.add_argument("connections", type=positive)
    arguments = parser.parse_args()
    try:
        sys.exit(main(**vars(arguments)))
    except OSError as error:
        sys.exit(f"No echo from {arguments.host}:{arguments.port}: {error}")
