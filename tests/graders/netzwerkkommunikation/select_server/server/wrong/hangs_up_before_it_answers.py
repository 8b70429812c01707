# fails: answers_after_a_half_close, keeps_what_a_slow_reader_has_not_read
# Looks for the client's end first, and throws away what is still to be sent.

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
        readers = [listener, *waiting]
        writers = [s for s in waiting if waiting[s]]
        readable, writable, _ = select.select(readers, writers, [])
        for sock in readable + [s for s in writable if s not in readable]:
            if sock is listener:
                client, (ip, port) = listener.accept()
                client.setblocking(False)
                names[client] = f"{ip}:{port}"
                waiting[client] = b""
                print("Verbunden:", names[client])
                continue
            try:
                if sock not in readable:
                    sent = sock.send(waiting[sock])
                    waiting[sock] = waiting[sock][sent:]
                    continue
                data = sock.recv(1024)
            except ConnectionError:
                data = b""
            if data:
                waiting[sock] += data
            else:
                del waiting[sock]
                sock.close()
                print("Getrennt:", names.pop(sock))


try:
    main()
except KeyboardInterrupt:
    print("Ende")
