"""Schlägt nach: python3 program.py NAME, oder: python3 program.py DIENST PROTOKOLL"""

import socket
import sys

# 1. Ein Argument: den Rechner nachschlagen und Name, Aliasse und Adressen ausgeben.

# 2. Zwei Argumente: den Dienst nachschlagen und den Port ausgeben.

# 3. Unbekannt: eine Meldung auf stderr und Exitcode 1.

# 4. Falscher Gebrauch: eine Meldung auf stderr und Exitcode 2.
