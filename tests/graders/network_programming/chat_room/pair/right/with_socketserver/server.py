"""ThreadingTCPServer; every client has a queue that a second thread empties."""

import queue
import socket
import socketserver
import sys
import threading


class Handler(socketserver.StreamRequestHandler):
    def setup(self):
        super().setup()
        self.queue = queue.Queue(maxsize=200)  # lines
        self.name = ":".join(map(str, self.client_address))

    def handle(self):
        self.server.enter(self)
        writer = threading.Thread(target=self.write, daemon=True)
        writer.start()
        try:
            while True:
                line = self.rfile.readline(65537)
                if not line.endswith(b"\n"):
                    break
                self.server.tell(self, f"[{self.name}] ".encode() + line)
        except OSError:
            pass
        self.server.leave(self)
        self.hang_up()
        while writer.is_alive():
            try:
                self.queue.put_nowait(None)
                break
            except queue.Full:
                self.queue.get()
        writer.join()

    def finish(self):
        pass

    def write(self):
        try:
            while line := self.queue.get():
                self.request.sendall(line)
        except OSError:
            pass

    def hang_up(self):
        try:
            self.request.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Room(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port):
        self.handlers = set()
        self.lock = threading.Lock()
        super().__init__(("", port), Handler)

    def enter(self, handler):
        self.tell(handler, f"* {handler.name} has joined\n".encode(), and_print=True)
        with self.lock:
            self.handlers.add(handler)

    def leave(self, handler):
        with self.lock:
            self.handlers.discard(handler)
        self.tell(handler, f"* {handler.name} has left\n".encode(), and_print=True)

    def tell(self, author, line, and_print=False):
        if and_print:
            print(line.decode(), end="", flush=True)
        with self.lock:
            for handler in self.handlers:
                if handler is not author:
                    try:
                        handler.queue.put_nowait(line)
                    except queue.Full:
                        handler.hang_up()


def main():
    try:
        port = int(sys.argv[1])
        if not 0 < port < 65536:
            raise ValueError("port: 1 to 65535")
    except (IndexError, ValueError) as error:
        print("usage: server.py PORT:", error, file=sys.stderr)
        return 2
    try:
        Room(port).serve_forever()
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
