"""Ein kleines netcat: python3 program.py -l PORT, oder python3 program.py HOST PORT"""

import os
import socket
import sys
import threading

# 1. Die Argumente prüfen. Falscher Gebrauch: eine Meldung auf stderr und Exitcode 2.

# 2. Mit -l: auf PORT lauschen und einen Partner annehmen. Sonst: mit HOST und PORT verbinden.

# 3. Beides zugleich: Standardeingabe zum Socket, Socket zur Standardausgabe.

# 4. Ende der Eingabe: shutdown(SHUT_WR). Ende des Partners: Programm beenden, Exitcode 0.
