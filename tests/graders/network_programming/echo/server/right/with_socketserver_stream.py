import socketserver


class EchoHandler(socketserver.StreamRequestHandler):
    wbufsize = 0

    def handle(self):
        print("Connected by", self.client_address)
        while True:
            data = self.rfile.read1(1024)
            if not data:
                break
            self.wfile.write(data)


socketserver.TCPServer.allow_reuse_address = True
server = socketserver.TCPServer(("", 12345), EchoHandler)
server.handle_request()
server.server_close()
