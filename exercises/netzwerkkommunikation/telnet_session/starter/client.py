"""Führt Befehle über Telnet aus: python3 client.py HOST PORT NUTZER BEFEHL … < passwort.txt"""

import socket
import sys

IAC = 255

# 1. Die Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Das Passwort lesen: die erste Zeile der Standardeingabe.

# 3. Verbinden, mit einer Zeitgrenze. Was kommt, in Text und Befehle des Protokolls trennen; Optionen ablehnen.

# 4. Auf die Frage warten, dann erst antworten: login, Password, und für jeden Befehl $.

# 5. Ausgeben, was die Befehle ausgeben, und sonst nichts; am Ende exit.

# 6. Geht etwas schief: eine Meldung auf stderr und Exitcode 1.
