"""Echo-Server über UDP und IPv6: schickt jedes Datagramm an seinen Absender zurück."""

import socket

HOST = "::1"
PORT = 61111

# 1. Einen UDP-Socket für IPv6 erzeugen (AF_INET6, SOCK_DGRAM) und binden:
#    an (HOST, PORT). Horchen und annehmen muss er nicht.

# 2. In einer Endlosschleife: ein Datagramm empfangen. recvfrom() liefert die Bytes und den Absender.

# 3. Beides ausgeben, und die Bytes mit sendto() an diesen Absender zurückschicken.
