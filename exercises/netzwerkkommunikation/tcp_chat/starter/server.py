"""TCP-Server: zeigt, was ein Client schreibt, und schickt ihm die Antwort, die hier eingetippt wird."""

import socket

PORT = 50000

# 1. Einen TCP-Socket erzeugen (SOCK_STREAM), an alle Adressen binden: ("", PORT), und horchen lassen.

# 2. In einer Endlosschleife: den nächsten Client annehmen. accept() liefert seinen Socket und seine Adresse.

# 3. Für jeden Client, in einer zweiten Schleife: empfangen und [IP-Adresse] Text ausgeben,
#    nach der Antwort fragen: input(), und sie schicken. Liefert recv() b"", so hat er geschlossen.
