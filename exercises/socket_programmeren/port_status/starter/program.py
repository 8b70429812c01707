"""Zegt van elke poort of die open, closed of filtered is: python3 program.py HOST POORT [POORT ...]"""

import errno
import socket
import sys

PATIENCE = 1.0  # seconden

# 1. Kijk alle argumenten na: verkeerd gebruik is een melding op stderr en exitcode 2.

# 2. Voor elke poort: maak een TCP-socket met een time-out van PATIENCE, roep connect_ex() aan, en sluit de socket.

# 3. Wat betekent het getal dat connect_ex() teruggeeft? Druk het nummer van de poort af, een spatie, en de toestand.

# 4. Eindig met exitcode 0 als alles open is, anders met 1.
