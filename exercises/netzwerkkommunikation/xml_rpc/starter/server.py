"""Bietet drei Funktionen über XML-RPC an: python3 server.py"""

from xmlrpc.server import SimpleXMLRPCServer

PORT = 50001

# 1. Die Funktionen addieren, umdrehen und zaehlen. Wer aus der Ferne ruft, kann alles schicken:
#    Was nicht passt, wird ein Fault.

# 2. Einen Server machen, auf allen Adressen, und die Funktionen bei ihm anmelden.

# 3. Ihn bedienen lassen, ohne Ende, bis Ctrl-C kommt.
