"""Server: nimmt eine Nachricht an, antwortet mit "SERVER RECEIVED: " und dem Text, und endet."""

import socket

SERVER = ("127.0.0.1", 8181)

# 1. Einen TCP-Socket erzeugen, an SERVER binden und horchen lassen. "Waiting for connection" ausgeben.

# 2. Auf den Client warten; "Client connected from" und seine Adresse ausgeben.

# 3. Die Nachricht empfangen und ausgeben ("Received:"), die Antwort schicken.

# 4. Beide Sockets schließen und "finished" ausgeben.
