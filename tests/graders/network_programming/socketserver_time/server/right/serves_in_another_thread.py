"""The main thread waits for Ctrl-C, and then calls shutdown(), as the documentation of socketserver has it."""

import signal
import socket
import socketserver
import threading
import time


class TimeRequestHandler(socketserver.StreamRequestHandler):
    def handle(self):
        print("Got a connection from", *self.client_address)
        line = time.strftime("%a %b %e %H:%M:%S %Y", time.localtime())
        self.wfile.write(f"{line}\r\n".encode("ascii"))


socketserver.TCPServer.allow_reuse_address = True
stop = threading.Event()
signal.signal(signal.SIGINT, lambda *_: stop.set())
with socketserver.ThreadingTCPServer(("", 9999), TimeRequestHandler) as server:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    stop.wait()
    server.shutdown()
    thread.join()
