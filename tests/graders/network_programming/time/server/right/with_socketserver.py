import datetime
import socketserver


class TimeHandler(socketserver.StreamRequestHandler):
    def handle(self):
        now = datetime.datetime.now().ctime()
        self.wfile.write(now.encode("ascii"))
        self.wfile.write(b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server(("0.0.0.0", 9999), TimeHandler) as server:
    server.serve_forever()
