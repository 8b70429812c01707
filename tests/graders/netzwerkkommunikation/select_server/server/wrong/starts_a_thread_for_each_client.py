# fails: works_in_one_thread
# may fail: serves_two_hundred_clients_at_once
# select() for new clients, and a thread for each: this exercise asks for one.

import select
import socket
import threading

PORT = 50000


def echo(client, name):
    try:
        while data := client.recv(1024):
            client.sendall(data)
    except ConnectionError:
        pass
    client.close()
    print(f"Getrennt: {name}\n", end="")


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("", PORT))
    listener.listen()
    while True:
        select.select([listener], [], [])
        client, (ip, port) = listener.accept()
        print(f"Verbunden: {ip}:{port}\n", end="")
        threading.Thread(target=echo, args=(client, f"{ip}:{port}"), daemon=True).start()


try:
    main()
except KeyboardInterrupt:
    print("Ende")
