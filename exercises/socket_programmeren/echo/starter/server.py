"""Echo-server: stuurt één client terug wat die stuurt, en eindigt daarna."""

import socket

HOST = "127.0.0.1"
PORT = 65432

# 1. Maak een TCP-socket, bind die aan (HOST, PORT) en laat hem luisteren.

# 2. Neem één client aan en druk "Connected by" en zijn adres af.

# 3. In een lus: ontvang, en stuur terug wat je ontving. De lus eindigt als de client klaar is.

# 4. Sluit de sockets. Daarna is het programma klaar.
