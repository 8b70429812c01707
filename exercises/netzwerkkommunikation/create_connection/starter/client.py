"""Verbindet sich von einer bestimmten Adresse aus: python3 client.py HOST PORT SEKUNDEN EIGENE-IP EIGENER-PORT"""

import socket
import sys

# 1. Die fünf Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Verbinden: wohin, wie lange höchstens, von wo aus.

# 3. Beide Enden ausgeben: Verbunden von IP:PORT mit IP:PORT

# 4. "Hallo Welt" schicken und schließen.

# 5. Geht etwas schief: eine Meldung auf stderr und Exitcode 1.
