"""Holt die ungelesenen E-Mails eines Postfachs: python3 client.py HOST PORT BENUTZER POSTFACH < passwort.txt"""

import imaplib
import sys

# 1. Die vier Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Das Passwort lesen: die erste Zeile der Standardeingabe.

# 3. Verbinden, mit einer Zeitgrenze, anmelden und das Postfach öffnen.

# 4. Alle ungelesenen E-Mails holen, ohne dass sie danach als gelesen gelten: jede in UID.eml.
#    Zu jeder ausgeben: UID.eml: … Bytes

# 5. Sich verabschieden und ausgeben: Neu: …

# 6. Geht etwas schief: eine Meldung auf stderr, mit den Worten des Servers, und Exitcode 1.
