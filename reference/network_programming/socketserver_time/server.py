"""Tells client after client what time it is: socketserver has the loop, and the handler says what is to be done."""

import socket
import socketserver
import time

ADDRESS = (socket.gethostname(), 9999)


class TimeHandler(socketserver.StreamRequestHandler):
    """Serves one client; socketserver closes the connection afterwards."""

    def handle(self) -> None:
        print("Got a connection from", self.client_address)
        try:
            self.wfile.write(f"{time.ctime()}\r\n".encode("ascii"))
        except ConnectionError as error:
            print("Lost", self.client_address, error)


class TimeServer(socketserver.TCPServer):
    # Start again at once, although connections of an earlier run are still in TIME_WAIT (SO_REUSEADDR).
    allow_reuse_address = True


def main() -> None:
    with TimeServer(ADDRESS, TimeHandler) as server:
        server.serve_forever()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
