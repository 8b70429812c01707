import socketserver
import sys
from struct import calcsize, iter_unpack, pack, unpack


class Teller(socketserver.StreamRequestHandler):
    def handle(self):
        print("Connected by", self.client_address)
        while True:
            kop = self.rfile.read(calcsize("!I"))
            if len(kop) < 4:
                return
            (n,) = unpack("!I", kop)
            lijf = self.rfile.read(4 * n)
            if len(lijf) < 4 * n:
                return
            totaal = sum(getal for (getal,) in iter_unpack("!i", lijf))
            print(f"Som van {n} getallen: {totaal}")
            self.wfile.write(pack("!q", totaal))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request, client_address):
        print("Fout bij", client_address, sys.exc_info()[1])


with Server(("127.0.0.1", 65432), Teller) as server:
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
