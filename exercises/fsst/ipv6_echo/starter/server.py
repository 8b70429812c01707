"""Echo-Server über IPv6: schickt jedem Client zurück, was er sendet."""

import socket

HOST = "::1"
PORT = 61111

# 1. Einen TCP-Socket für IPv6 erzeugen (AF_INET6), an (HOST, PORT) binden und horchen lassen.

# 2. In einer Schleife: auf einen Client warten, "Connected by" und seine Adresse ausgeben.

# 3. Für jeden Client, in einer zweiten Schleife: empfangen, ausgeben, zurückschicken – bis er fertig ist.
