import socket
import sys


def receive(sock, length):
    data = b""
    while len(data) < length:
        try:
            part = sock.recv(length - len(data))
        except socket.timeout:
            print("... still waiting", file=sys.stderr)
            continue
        if not part:
            sys.exit("connection closed by the server")
        data += part
    return data.decode()


try:
    client = socket.create_connection(("::1", 61111), timeout=1)
    print("Type lines; 'end' quits.")
    while (line := input("> ")) != "end":
        client.sendall(line.encode())
        print("Received:", receive(client, len(line.encode())))
except EOFError:
    pass
except OSError as error:
    sys.exit(f"client: {error}")
print("cleaning up ...")
client.close()
