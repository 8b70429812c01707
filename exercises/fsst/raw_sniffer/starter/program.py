"""Paketen zusehen: python3 program.py icmp|tcp|udp ANZAHL"""

import socket
import struct
import sys

# 1. Die beiden Argumente prüfen. Falscher Gebrauch: eine Meldung auf stderr und Exitcode 2.

# 2. Einen rohen Socket öffnen: socket.socket(socket.AF_INET, socket.SOCK_RAW, PROTOKOLLNUMMER)

# 3. ANZAHL mal: ein Paket empfangen, den IP-Kopf und die Ports dahinter lesen (struct), eine Zeile ausgeben.

# 4. Kein Recht auf einen rohen Socket (PermissionError): eine Meldung auf stderr und Exitcode 1.
