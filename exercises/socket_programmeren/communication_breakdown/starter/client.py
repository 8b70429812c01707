"""Echo-client HOST POORT BERICHT: laat zien wat terugkomt, en zegt wat er misging."""

import socket
import sys

PATIENCE = 3  # seconden

# 1. Kijk naar sys.argv: precies drie argumenten, en de poort is een getal van 1 tot en met 65535.
#    Klopt dat niet: een regel over het gebruik op stderr, en exitcode 2.

# 2. Maak verbinding met de server, met een time-out van PATIENCE, en stuur het bericht (in UTF-8).

# 3. Ontvang in een lus, tot er evenveel bytes terug zijn als je gestuurd hebt. Geeft recv() niets meer: te vroeg klaar.

# 4. Druk "Received" af en wat je ontvangen hebt: repr(...).

# 5. Wat kan er allemaal misgaan? Zeg het op stderr, en eindig met exitcode 1.
