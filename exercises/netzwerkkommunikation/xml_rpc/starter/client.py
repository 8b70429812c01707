"""Ruft eine Funktion über XML-RPC: python3 client.py HOST PORT METHODE ARG…"""

import sys
import xmlrpc.client

# 1. Die Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Aus jedem ARG eine ganze Zahl oder einen Text machen.

# 3. Rufen, mit einer Zeitgrenze von 3 Sekunden.

# 4. Das Ergebnis ausgeben: Ergebnis: … oder eine Zeile für jeden Namen.

# 5. Geht etwas schief: eine Meldung auf stderr und Exitcode 1; bei einem Fault mit seiner Nummer und seinem Text.
