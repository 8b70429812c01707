# fails: sends_an_empty_file, closes_after_the_file, does_not_grow
# fails: serves_others_while_one_does_not_read
# All clients are kept in a list, and so is the connection.

import socket
import sys

if len(sys.argv) != 3:
    print("usage: server.py PORT FILE", file=sys.stderr)
    sys.exit(2)
try:
    port = int(sys.argv[1])
    if not 0 < port < 65536:
        raise ValueError
except ValueError:
    print("PORT is a number from 1 to 65535", file=sys.stderr)
    sys.exit(2)
try:
    with open(sys.argv[2], "rb") as f:
        content = f.read()
except OSError as e:
    print(e, file=sys.stderr)
    sys.exit(1)

clients = []
s = socket.create_server(("", port))
try:
    while True:
        client, address = s.accept()
        print("Got a connection from", address)
        try:
            client.sendall(str(len(content)).encode() + b"\n" + content)
        except OSError as e:
            print("lost:", e)
        clients.append(client)
except KeyboardInterrupt:
    print("bye")
s.close()
