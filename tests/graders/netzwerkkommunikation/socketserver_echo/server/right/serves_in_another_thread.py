"""The main thread waits for Ctrl-C, and then calls shutdown(), as the documentation of socketserver has it."""

import signal
import socketserver
import threading


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        ip, port = self.client_address
        print(f"Verbunden: {ip}:{port}")
        try:
            while True:
                data = self.request.recv(1024)
                if data == b"":
                    break
                self.request.sendall(data)
        except OSError as error:
            print("Fehler:", error)
        print(f"Getrennt: {ip}:{port}")


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer.daemon_threads = True
stop = threading.Event()
signal.signal(signal.SIGINT, lambda *_: stop.set())
with socketserver.ThreadingTCPServer(("", 50000), Handler) as server:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    stop.wait()
    server.shutdown()
    thread.join()
