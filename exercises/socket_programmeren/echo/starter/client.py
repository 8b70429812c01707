"""Echo-client: begroet de server en toont wat er terugkomt."""

import socket

HOST = "127.0.0.1"
PORT = 65432
MESSAGE = b"Hello, world"

# 1. Maak een TCP-socket en verbind die met (HOST, PORT).

# 2. Stuur MESSAGE.

# 3. Ontvang tot er zo veel bytes terug zijn als je stuurde.

# 4. Sluit de socket en druk af wat je ontving: Received b'...'
