"""UDP-Client: schickt eine Nachricht."""

import socket

PORT = 50000

# 1. Nach der IP-Adresse und nach der Nachricht fragen: input()

# 2. Einen UDP-Socket erzeugen (SOCK_DGRAM).

# 3. Die Nachricht in Bytes verwandeln und mit sendto() an (IP-Adresse, PORT) schicken. Den Socket schließen.
