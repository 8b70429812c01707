# fails: bring_the_file, understand_single_bytes, understand_what_comes_together, understand_what_comes_late
# Only the file, as the document's server did.

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

s = socket.create_server(("", port))
try:
    while True:
        client, address = s.accept()
        print("Got a connection from", address)
        try:
            client.sendall(content)
        except OSError as e:
            print("lost:", e)
        client.close()
except KeyboardInterrupt:
    print("bye")
s.close()
