"""Echo-server voor veel clients tegelijk, in één thread: server.py HOST PORT"""

import selectors
import socket
import sys

# 1. Lees HOST en PORT van de commandoregel; klopt er iets niet: een melding op stderr en exitcode 2.

# 2. Maak een TCP-socket, bind die aan (HOST, PORT), laat hem luisteren en meld hem aan bij een selector.

# 3. In een lus zonder einde: wacht met select() op alle sockets samen. Voor elke socket die klaar is:
#    - luistert hij, dan accept(); druk "Connected by" en het adres af, maak de nieuwe socket non-blocking en meld
#      hem aan,
#    - anders: ontvang, bewaar wat nog terug moet, en stuur zo veel als er in één keer weg kan.
