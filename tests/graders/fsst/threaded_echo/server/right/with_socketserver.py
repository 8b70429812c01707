import socketserver
import threading


class ThreadedEchoHandler(socketserver.StreamRequestHandler):
    def setup(self):
        super().setup()
        print("Connected by", self.client_address, "in", threading.current_thread().name)

    def handle(self):
        while data := self.rfile.read1(1024):
            print("Received from client", repr(data))
            self.wfile.write(data)


if __name__ == "__main__":
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    socketserver.ThreadingTCPServer.daemon_threads = True
    with socketserver.ThreadingTCPServer(("localhost", 61111), ThreadedEchoHandler) as server:
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("bye")
