# fails: prints_who_goes, serves_two_clients_at_once, answers_the_client_that_asked, works_in_one_thread
# fails: waits_for_all_together, serves_the_others_while_one_does_not_read
# fails: serves_two_hundred_clients_at_once
# What select() says is asked once for each client, and then recv() waits for this one.

import select
import socket

PORT = 50000


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen()
    names = {}
    while True:
        readable, _, _ = select.select([listener, *names], [], [])
        for sock in readable:
            if sock is listener:
                client, (ip, port) = listener.accept()
                names[client] = f"{ip}:{port}"
                print("Verbunden:", names[client])
                continue
            try:
                while data := sock.recv(1024):
                    sock.sendall(data)
            except ConnectionError:
                data = b""
            if not data:
                sock.close()
                print("Getrennt:", names.pop(sock))


try:
    main()
except KeyboardInterrupt:
    print("Ende")
