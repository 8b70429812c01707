"""Echo-Server über UDP: schickt jedes Datagramm an seinen Absender zurück."""

import socket

HOST = "127.0.0.1"
PORT = 61111

# 1. Einen UDP-Socket erzeugen (SOCK_DGRAM) und an (HOST, PORT) binden. Horchen und annehmen muss er nicht.

# 2. In einer Endlosschleife: ein Datagramm empfangen. recvfrom() liefert die Bytes und den Absender.

# 3. Beides ausgeben, und die Bytes mit sendto() an diesen Absender zurückschicken.
