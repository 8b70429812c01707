"""Echo-Client über UDP und IPv6: schickt Zeile um Zeile an den Server und zeigt, was zurückkommt."""

import socket

HOST = "::1"
PORT = 61111

# 1. Den Menschen begrüßen und in einer Schleife Zeilen lesen: input()

# 2. "end" beendet die Schleife. Jede andere Zeile: in einem Datagramm an (HOST, PORT) schicken.

# 3. Drei Sekunden auf die Antwort warten (settimeout) und sie ausgeben. Kommt keine: sagen und enden.
