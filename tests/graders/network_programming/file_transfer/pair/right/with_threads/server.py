import os
import socket
import sys
import threading


def send_file(client, address, name):
    print("Got a connection from", address)
    try:
        with open(name, "rb") as f:
            client.sendall(f"{os.path.getsize(name)}\n".encode())
            while data := f.read(4096):
                client.sendall(data)
    except ConnectionError:
        print("lost", address)
    client.close()


def main():
    try:
        port, name = sys.argv[1:]
        port = int(port)
        if not 0 < port < 65536:
            raise ValueError("PORT is not from 1 to 65535")
    except ValueError as e:
        print("usage: server.py PORT FILE", e, file=sys.stderr)
        return 2
    if not os.path.isfile(name):
        print("There is no file", name, file=sys.stderr)
        return 1
    listener = socket.create_server(("0.0.0.0", port))
    try:
        while True:
            client, address = listener.accept()
            threading.Thread(target=send_file, args=(client, address, name), daemon=True).start()
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
