"""Server und Client in einem Programm: der Server in einem Thread, der Client im Hauptthread."""

import socket
import threading

SERVER = ("127.0.0.1", 8181)


def run_server() -> None:
    """Läuft im Thread."""
    # 1. Horchen, einen Client annehmen, seine Nachricht empfangen, antworten, schließen.


def run_client() -> None:
    """Läuft im Hauptthread."""
    # 2. Verbinden, "Hallo Server" schicken, die Antwort empfangen und ausgeben, schließen.


# 3. Den Thread starten. Wann horcht der Server? Erst dann kann der Client sich verbinden.

# 4. Auf das Ende des Threads warten.
