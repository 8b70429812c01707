"""Schickt die ganze Standardeingabe an einen Server: python3 client.py HOST PORT"""

import socket
import sys

# 1. Die zwei Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Verbinden, und alle Bytes der Standardeingabe schicken, bis zu ihrem Ende.

# 3. Das Ende mitteilen (FIN), und ausgeben, wie viele Bytes es waren: Gesendet: ANZAHL Bytes

# 4. Geht etwas schief: eine Meldung auf stderr und Exitcode 1.
