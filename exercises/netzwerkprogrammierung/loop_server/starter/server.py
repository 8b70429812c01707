"""Server: antwortet jedem Client mit "SERVER RECEIVED: " und seinem Text, einem nach dem anderen, ohne Ende."""

import socket

SERVER = ("127.0.0.1", 8181)

# 1. Einen TCP-Socket erzeugen, an SERVER binden und horchen lassen. "Waiting for connection" ausgeben.

# 2. In einer Schleife ohne Ende:
#    - auf den nächsten Client warten; "Client connected from" und seine Adresse ausgeben,
#    - die Nachricht empfangen und ausgeben ("Received:"), die Antwort schicken,
#    - den Socket dieses Clients schließen.
