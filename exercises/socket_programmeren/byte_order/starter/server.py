"""Telt getallen in netwerkvolgorde op: N, dan N getallen; het antwoord is hun som."""

import socket
import struct

HOST = "127.0.0.1"
PORT = 65432


def receive_exactly(connection, length):
    """Geeft precies zo veel bytes, of None als de verbinding eerder ophoudt."""
    # 1. Ontvang in een lus, tot er genoeg bytes zijn of recv() niets meer geeft.


# 2. Maak een TCP-socket, bind die aan (HOST, PORT) en laat hem luisteren.

# 3. In een lus: neem een client aan en druk "Connected by" en zijn adres af.

# 4. Voor elke client, in een lus: ontvang N, ontvang N getallen, stuur hun som en druk die af.
#    De lus eindigt als de client klaar is. Sluit dan de verbinding.
