"""Zoekt waarden op voor clients die erom vragen, in berichten met een JSON-header."""

import json
import socket
import sys

KNOWN = {
    "tcp": "een betrouwbare stroom van bytes",
    "udp": "losse berichten, zonder garantie",
    "coördinaat": "één getal van een plaats",
}


def receive_message(connection):
    """Geeft de header en de inhoud van het volgende bericht."""
    # 1. Ontvang de lengte van de header, dan de header, dan de inhoud: elk in een lus, tot alles er is.


def send_message(connection, content, content_type, encoding):
    """Stuurt een bericht met deze inhoud."""
    # 2. Maak de header als dict, zet hem met json.dumps() en encode() om, en stuur zijn lengte, hem en de inhoud.


# 3. Kijk of er twee argumenten zijn, HOST en PORT, en luister daar met TCP.

# 4. In een lus: neem een client aan, druk "Connected by" en zijn adres af, en beantwoord zijn berichten.
