# fails: keeps_the_others_when_one_breaks_off, survives_a_reset
# fails: survives_a_client_that_does_not_wait
# recv() and send() fail for a client that has broken off, and the server with it.

import select
import socket

PORT = 50000


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
            if waiting[sock]:
                sent = sock.send(waiting[sock])
                waiting[sock] = waiting[sock][sent:]
                continue
            data = sock.recv(1024)
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
