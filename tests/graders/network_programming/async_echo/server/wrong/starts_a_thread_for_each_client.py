# fails: serves_all_clients_in_one_thread, waits_for_all_clients_together
# Any number of clients, but a thread for each.

import socket
import threading


def echo(client, address):
    print("Connected by", address)
    with client:
        try:
            while data := client.recv(1024):
                client.sendall(data)
        except ConnectionError as error:
            print("Lost", address, error)


try:
    with socket.create_server(("", 12345)) as listener:
        while True:
            threading.Thread(target=echo, args=listener.accept(), daemon=True).start()
except KeyboardInterrupt:
    pass
