"""Echo-Server: schickt jedem Client zurück, was er sendet."""

import socket

HOST = "127.0.0.1"
PORT = 61111

# 1. Einen TCP-Socket erzeugen, an (HOST, PORT) binden und horchen lassen.

# 2. In einer Schleife: auf einen Client warten, "Connected by" und seine Adresse ausgeben.

# 3. Für jeden Client, in einer zweiten Schleife: empfangen, ausgeben, zurückschicken – bis er fertig ist.
