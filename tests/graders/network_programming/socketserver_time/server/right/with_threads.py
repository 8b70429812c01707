import datetime
import socket
import socketserver


class TimeHandler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Got a connection from %s" % str(self.client_address))
        now = datetime.datetime.now().ctime()
        self.request.sendall(now.encode("ascii"))
        self.request.sendall(b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


server = Server((socket.gethostname(), 9999), TimeHandler)
try:
    server.serve_forever()
except KeyboardInterrupt:
    print("bye")
finally:
    server.server_close()
