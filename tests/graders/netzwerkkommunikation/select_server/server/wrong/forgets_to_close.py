# fails: closes_when_the_client_has_finished, forgets_no_socket, does_not_grow
# Who has gone is no longer watched, but the socket stays open in a list.

import select
import socket

PORT = 50000


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen()
    names = {}
    gone = []
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
                gone.append(sock)
                print("Getrennt:", names.pop(sock))


try:
    main()
except KeyboardInterrupt:
    print("Ende")
