"""UDP-Server: zeigt, wer ihm was schickt."""

import socket

PORT = 50000

# 1. Einen UDP-Socket erzeugen (SOCK_DGRAM) und an alle Adressen dieses Rechners binden: ("", PORT).

# 2. In einer Endlosschleife: ein Datagramm empfangen. recvfrom() liefert die Bytes und den Absender.

# 3. Ausgeben: [IP-Adresse des Absenders] Text
