"""Verbindt met een van de adressen van een naam: python3 client.py HOST POORT BERICHT"""

import socket
import sys

# 1. Kijk de argumenten na: verkeerd gebruik is een melding op stderr en exitcode 2.

# 2. Vraag getaddrinfo() om alle adressen, en probeer ze na elkaar, elk met een eigen socket.

# 3. Druk het adres van de verbinding af: Connected to ADRES

# 4. Stuur het bericht met een regeleinde.

# 5. Lees één regel, druk hem af (Received ANTWOORD), en sluit.

# 6. Lukt het met geen enkel adres: een melding op stderr en exitcode 1.
