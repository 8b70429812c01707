# fails: gives_each_client_its_own_bytes, keeps_what_a_slow_reader_has_not_read
# What could not be sent at once is kept, but not for whom.

import select
import socket

PORT = 50000


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen()
    names = {}
    rest = b""
    while True:
        readers = [listener, *names]
        writers = list(names) if rest else []
        readable, writable, _ = select.select(readers, writers, [])
        for sock in writable or readable:
            if sock is listener:
                client, (ip, port) = listener.accept()
                client.setblocking(False)
                names[client] = f"{ip}:{port}"
                print("Verbunden:", names[client])
                continue
            try:
                if sock in writable:
                    rest = rest[sock.send(rest) :]
                    continue
                data = sock.recv(1024)
                sent = sock.send(data)
                rest += data[sent:]
            except BlockingIOError:
                rest += data
            except ConnectionError:
                data = b""
            if not data:
                sock.close()
                print("Getrennt:", names.pop(sock))


try:
    main()
except KeyboardInterrupt:
    print("Ende")
