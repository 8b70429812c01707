"""Holt eine Datei über HTTP: python3 client.py URL DATEI"""

import sys
import urllib.request

# 1. Die zwei Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Die Datei holen, mit einer Zeitgrenze, auch wenn der Server an eine andere Stelle verweist.

# 3. Den Inhalt in DATEI schreiben, Byte für Byte, und ausgeben: 200 OK, ANZAHL Bytes

# 4. Geht etwas schief: eine Meldung auf stderr, Exitcode 1, und keine Datei.
