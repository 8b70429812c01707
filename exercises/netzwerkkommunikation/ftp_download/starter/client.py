"""Holt eine Datei über FTP: python3 client.py HOST PORT PFAD DATEI"""

import ftplib
import sys

# 1. Die vier Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Verbinden, mit einer Zeitgrenze, und als anonymous anmelden.

# 3. PFAD binär holen, nach DATEI schreiben, Byte für Byte, und ausgeben: ANZAHL Bytes

# 4. Geht etwas schief: eine Meldung auf stderr, Exitcode 1, und keine DATEI.
