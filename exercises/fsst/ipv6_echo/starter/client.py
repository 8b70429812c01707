"""Echo-Client über IPv6: schickt Zeile um Zeile an den Server und zeigt, was zurückkommt."""

import socket

HOST = "::1"
PORT = 61111

# 1. Einen TCP-Socket für IPv6 erzeugen (AF_INET6) und mit (HOST, PORT) verbinden.

# 2. Den Menschen begrüßen und in einer Schleife Zeilen lesen: input()

# 3. "end" beendet die Schleife. Jede andere Zeile: schicken, die Antwort empfangen und ausgeben.
