"""TCP-Client: schickt Nachrichten und zeigt die Antworten."""

import socket

PORT = 50000

# 1. Nach der IP-Adresse fragen: input(). Einen TCP-Socket erzeugen und mit (IP-Adresse, PORT) verbinden.

# 2. In einer Schleife: nach der Nachricht fragen, sie in Bytes verwandeln und schicken.

# 3. Die Antwort empfangen und ausgeben: [IP-Adresse] Antwort
