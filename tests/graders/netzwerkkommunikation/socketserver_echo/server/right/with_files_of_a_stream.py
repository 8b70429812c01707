import socketserver


class EchoBearbeiter(socketserver.StreamRequestHandler):
    def setup(self):
        super().setup()
        self.wer = "%s:%d" % self.client_address
        print(f"Verbunden: {self.wer}", flush=True)

    def handle(self):
        daten = self.rfile.read1(512)
        while daten:
            self.wfile.write(daten)
            daten = self.rfile.read1(512)

    def finish(self):
        print(f"Getrennt: {self.wer}", flush=True)
        super().finish()


class EchoServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 100


if __name__ == "__main__":
    server = EchoServer(("0.0.0.0", 50000), EchoBearbeiter)
    print("Server bereit auf", server.server_address)
    try:
        server.serve_forever(poll_interval=0.05)
    except KeyboardInterrupt:
        print("Ende")
    finally:
        server.server_close()
