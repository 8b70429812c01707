"""Echo-Server mit Threads: bedient viele Clients gleichzeitig."""

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    """Bedient einen Client, bis er fertig ist; läuft in einem eigenen Thread."""
    # 1. "Connected by" und die Adresse ausgeben.

    # 2. In einer Schleife: empfangen, ausgeben, zurückschicken – bis recv() nichts mehr liefert. Dann schließen.


# 3. Einen TCP-Socket erzeugen, an (HOST, PORT) binden und horchen lassen.

# 4. In einer Schleife: auf einen Client warten und für ihn einen Thread starten, der echo() ausführt.
