# fails: echoes_messages_as_long_as_a_buffer
# A second recv() may wait, and a piece that fills the buffer is no sign of more.

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
            try:
                if waiting[sock]:
                    sent = sock.send(waiting[sock])
                    waiting[sock] = waiting[sock][sent:]
                    continue
                sock.setblocking(True)
                data = piece = sock.recv(1000)
                while len(piece) == 1000:
                    piece = sock.recv(1000)
                    data += piece
                sock.setblocking(False)
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
