"""Holt die E-Mails eines Postfachs: python3 client.py HOST PORT BENUTZER ORDNER [leeren] < passwort.txt"""

import poplib
import sys
from email import policy
from email.parser import BytesHeaderParser

# 1. Die Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Das Passwort von der Standardeingabe lesen: eine Zeile.

# 3. Verbinden, mit einer Zeitgrenze, und anmelden.

# 4. Jede E-Mail holen, nach ORDNER/1.eml, ORDNER/2.eml, … schreiben, und ausgeben: NUMMER: ANZAHL Bytes, BETREFF

# 5. Mit leeren: löschen, was in den Dateien liegt. Immer: sich mit QUIT verabschieden. Am Schluss die Summe ausgeben.

# 6. Geht etwas schief: eine Meldung auf stderr, mit der Antwort des Servers, Exitcode 1, und keine halbe Datei.
