"""Echo server for any number of clients at once: ThreadingTCPServer starts a thread for each."""

import socketserver

ADDRESS = ("", 50000)  # every address of this machine: other machines reach the server, too


class EchoHandler(socketserver.BaseRequestHandler):
    """Serves one client, in the thread of this client: socketserver calls the three methods one after the other."""

    def setup(self) -> None:
        print("Verbunden: {}:{}".format(*self.client_address))

    def handle(self) -> None:
        try:
            while data := self.request.recv(4096):
                self.request.sendall(data)
        except ConnectionError:
            pass  # it has broken off: that ends this conversation, and finish() says so

    def finish(self) -> None:
        # Called even when handle() has failed. Afterwards socketserver closes the connection.
        print("Getrennt: {}:{}".format(*self.client_address))


class EchoServer(socketserver.ThreadingTCPServer):
    """What holds for the server stands in its class: when it has been made, its socket is bound already."""

    # Start again at once, although connections of an earlier run are still in TIME_WAIT (SO_REUSEADDR).
    allow_reuse_address = True
    # At its end the server would wait for threads that are no daemons, and they for their clients.
    daemon_threads = True


def main() -> None:
    with EchoServer(ADDRESS, EchoHandler) as server:
        server.serve_forever()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
