# fails: says_how_it_is_used, refuses_a_port_that_is_no_number, refuses_a_port_out_of_range
# fails: serves_others_while_one_does_not_read
# Nobody has looked whether there are arguments, and what they are.

import socket
import sys

port = int(sys.argv[1])
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
