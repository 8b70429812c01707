"""Echo-Server mit socketserver: bedient viele Clients gleichzeitig, jeden in einem eigenen Thread."""

import socketserver

PORT = 50000


class EchoHandler(socketserver.BaseRequestHandler):
    """Für jeden Client erzeugt socketserver ein Objekt dieser Klasse und ruft die drei Methoden nacheinander auf."""

    def setup(self):
        # 1. "Verbunden: IP:PORT" ausgeben; die Adresse des Clients ist self.client_address.
        pass

    def handle(self):
        # 2. In einer Schleife: vom Socket des Clients empfangen (self.request) und zurückschicken,
        #    bis recv() nichts mehr liefert.
        pass

    def finish(self):
        # 3. "Getrennt: IP:PORT" ausgeben.
        pass


# 4. Eine Klasse von socketserver.ThreadingTCPServer ableiten und darin festlegen, was für diesen Server gilt.

# 5. Einen solchen Server für alle Adressen, ("", PORT), und EchoHandler erzeugen und bedienen lassen, ohne Ende.
