"""Echo-Server mit Prozessen: bedient viele Clients gleichzeitig, jeden in einem eigenen Prozess."""

import os
import signal
import socket

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    """Bedient einen Client, bis er fertig ist; läuft in einem eigenen Prozess."""
    # 1. "Connected by" und die Adresse ausgeben.

    # 2. In einer Schleife: empfangen, ausgeben, zurückschicken – bis recv() nichts mehr liefert. Dann schließen.


# 3. Dafür sorgen, dass keine Zombies bleiben.

# 4. Einen TCP-Socket erzeugen, an (HOST, PORT) binden und horchen lassen.

# 5. In einer Schleife: auf einen Client warten und mit os.fork() einen Prozess für ihn starten.
#    Das Kind führt echo() aus und endet; der Server schließt seinen Socket zu diesem Client.
