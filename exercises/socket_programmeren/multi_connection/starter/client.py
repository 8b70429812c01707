"""Echo-client met veel verbindingen tegelijk: client.py HOST PORT N"""

import selectors
import socket
import sys

# 1. Lees HOST, PORT en N van de commandoregel; klopt er iets niet: een melding op stderr en exitcode 2.

# 2. Maak N verbindingen en meld ze aan bij een selector, elk met zijn nummer en zijn twee berichten.

# 3. Zolang er verbindingen open zijn: wacht met select() op alle samen. Stuur wat nog weg moet en ontvang wat er komt.
#    Is alles van een verbinding terug: druk "Verbinding NUMMER ontving" en de bytes af en sluit haar.
