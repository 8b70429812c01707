"""Echo server for any number of clients at once, in one thread: select() waits for all of them together."""

import select
import socket

ADDRESS = ("", 50000)  # every address of this machine
CHUNK = 4096


class Client:
    """A client's socket, its name, and what it is still to get back."""

    def __init__(self, connection: socket.socket, address: tuple[str, int]) -> None:
        connection.setblocking(False)  # select() says that there is room, but not that there is enough
        self.connection = connection
        self.name = f"{address[0]}:{address[1]}"  # kept, since getpeername() does not know it after a reset
        self.pending = b""

    def fileno(self) -> int:
        """What select() watches."""
        return self.connection.fileno()

    def go_on(self) -> bool:
        """Send what is pending, or receive the next when nothing is; whether the client is still there.

        So no client is waited for, and what is kept for one that does not read is never more than a chunk.
        """
        try:
            if self.pending:
                self.pending = self.pending[self.connection.send(self.pending) :]
                return True
            self.pending = self.connection.recv(CHUNK)
        except ConnectionError:
            return False
        return bool(self.pending)


def serve(listener: socket.socket) -> None:
    clients: set[Client] = set()
    while True:
        # A socket can almost always be written to: only those are asked for which something is pending.
        senders = {client for client in clients if client.pending}
        others: set[Client | socket.socket] = {listener, *(clients - senders)}
        readable, writable, _ = select.select(others, senders, [])
        for ready in (*readable, *writable):
            if isinstance(ready, Client):
                if not ready.go_on():
                    clients.remove(ready)
                    ready.connection.close()
                    print("Getrennt:", ready.name)
            else:
                client = Client(*listener.accept())
                clients.add(client)
                print("Verbunden:", client.name)


if __name__ == "__main__":
    try:
        with socket.create_server(ADDRESS) as listening:  # sets SO_REUSEADDR: the server starts again at once
            serve(listening)
    except KeyboardInterrupt:
        print("Server ended")
