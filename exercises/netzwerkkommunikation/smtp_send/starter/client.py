"""Verschickt eine E-Mail: python3 client.py HOST PORT VON AN BETREFF < text.txt"""

import email.message
import smtplib
import sys

# 1. Die fünf Argumente prüfen: Falscher Gebrauch ist eine Meldung auf stderr und Exitcode 2.

# 2. Den Text von der Standardeingabe lesen, bis zu ihrem Ende.

# 3. Die E-Mail schreiben: From, To, Subject, Date und den Text.

# 4. Sie dem Server übergeben, mit einer Zeitgrenze, und ausgeben: Gesendet an AN

# 5. Geht etwas schief: eine Meldung auf stderr, mit dem Code des Servers, und Exitcode 1.
