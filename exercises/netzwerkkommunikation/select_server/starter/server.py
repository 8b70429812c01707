"""TCP-Server: schickt vielen Clients zugleich zurück, was sie schicken, in einem Thread."""

import select
import socket

PORT = 50000

# 1. Einen TCP-Socket erzeugen, an alle Adressen binden: ("", PORT), und horchen lassen.

# 2. In einer Endlosschleife: mit select.select() auf alle Sockets zusammen warten, den horchenden und die der Clients.
#    Für jeden, der bereit ist:
#    - Horcht er: den Client annehmen, "Verbunden: IP:PORT" ausgeben, den neuen Socket nicht-blockierend machen und
#      in die Liste nehmen.
#    - Ist er lesbar: einmal empfangen und aufheben, was zurückgeht. Liefert recv() b"": aus der Liste nehmen,
#      schließen und "Getrennt: IP:PORT" ausgeben.
#    - Ist er schreibbar: vom Aufgehobenen so viel senden, wie send() nimmt.
