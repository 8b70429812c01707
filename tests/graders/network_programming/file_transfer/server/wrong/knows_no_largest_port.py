# fails: refuses_a_port_out_of_range, serves_others_while_one_does_not_read
# Every number is taken for a port.

import socket
import sys

if len(sys.argv) != 3:
    print("usage: server.py PORT FILE", file=sys.stderr)
    sys.exit(2)
try:
    port = int(sys.argv[1])
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
            client.sendall(str(len(content)).encode() + b"\n" + content)
        except OSError as e:
            print("lost:", e)
        client.close()
except KeyboardInterrupt:
    print("bye")
s.close()
