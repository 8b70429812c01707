"""Schickt eine Nachricht, ohne je zu blockieren: python3 client.py HOST PORT NACHRICHT"""

import select
import socket
import sys

# 1. Die drei Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Einen Socket machen, setblocking(False), den Aufbau mit connect_ex() beginnen und mit select() auf ihn warten.

# 3. Die Nachricht schicken, so viel davon, wie jeweils Platz hat; auf Platz wartet select().

# 4. So viele Bytes empfangen, wie geschickt wurden, und ausgeben: Antwort: TEXT

# 5. Geschieht 3 Sekunden lang nichts, oder geht etwas schief: eine Meldung auf stderr und Exitcode 1.
