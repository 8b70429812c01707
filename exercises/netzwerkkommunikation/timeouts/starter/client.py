"""Schickt eine Nachricht und wartet nicht für immer: python3 client.py HOST PORT SEKUNDEN NACHRICHT"""

import socket
import sys

# 1. Die vier Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Verbinden, mit einer Zeitgrenze, und die Nachricht schicken.

# 3. So viele Bytes empfangen, wie geschickt wurden, und ausgeben: Antwort: TEXT

# 4. Kommt so lange nichts, oder geht etwas schief: eine Meldung auf stderr und Exitcode 1.
