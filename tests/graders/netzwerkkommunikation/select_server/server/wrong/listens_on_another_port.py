# fails: listens_at_the_documented_address
# The port of the exercise after this one's neighbour, and not of this.

import select
import socket

PORT = 50007


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen()
    names = {}
    waiting = {}
    while True:
        readers = [listener] + [s for s in waiting if not waiting[s]]
        writers = [s for s in waiting if waiting[s]]
        readable, writable, _ = select.select(readers, writers, [])
        for sock in readable + writable:
            if sock is listener:
                client, (ip, port) = listener.accept()
                client.setblocking(False)
                names[client] = f"{ip}:{port}"
                waiting[client] = b""
                print("Verbunden:", names[client])
                continue
            try:
                if waiting[sock]:
                    sent = sock.send(waiting[sock])
                    waiting[sock] = waiting[sock][sent:]
                    continue
                data = sock.recv(1024)
            except ConnectionError:
                data = b""
            if data:
                waiting[sock] = data
            else:
                del waiting[sock]
                sock.close()
                print("Getrennt:", names.pop(sock))


try:
    main()
except KeyboardInterrupt:
    print("Ende")
