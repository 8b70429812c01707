"""Vraagt een server om een waarde, in een bericht met een JSON-header: client.py HOST PORT ACTIE WAARDE."""

import json
import socket
import sys

# 1. Kijk of er vier argumenten zijn, en of de poort een getal is.

# 2. Maak de inhoud, {"action": ..., "value": ...}, en de header daarbij.

# 3. Maak verbinding, en stuur de lengte van de header, de header en de inhoud.

# 4. Ontvang het antwoord: de lengte van de header, de header, de inhoud. Elk in een lus, tot alles er is.

# 5. Druk af wat onder "result" staat.
