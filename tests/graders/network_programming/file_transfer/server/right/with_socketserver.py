import os
import socketserver
import sys


class Handler(socketserver.StreamRequestHandler):
    wbufsize = -1

    def handle(self):
        print(f"Got a connection from {self.client_address}", flush=True)
        try:
            with open(self.server.path, "rb") as f:
                self.wfile.write(b"%d\n" % os.fstat(f.fileno()).st_size)
                while piece := f.read(100_000):
                    self.wfile.write(piece)
            self.wfile.flush()
        except OSError:
            pass

    def finish(self):
        try:
            super().finish()
        except OSError:
            pass


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def usage(why):
    print("usage: server.py PORT FILE", why, file=sys.stderr)
    sys.exit(2)


if len(sys.argv) < 3:
    usage("")
if not sys.argv[1].isdecimal() or not 1 <= int(sys.argv[1]) <= 65535:
    usage("wrong port")
try:
    open(sys.argv[2], "rb").close()
except OSError as e:
    print("server.py:", e, file=sys.stderr)
    sys.exit(1)
with Server(("", int(sys.argv[1])), Handler) as server:
    server.path = sys.argv[2]
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
