# fails: serves_all_clients_in_one_thread, waits_for_all_clients_together
# fork() gives each client a process.

import os
import signal
import socket

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
try:
    with socket.create_server(("", 12345)) as listener:
        while True:
            client, address = listener.accept()
            if os.fork():
                client.close()
                continue
            listener.close()
            print("Connected by", address, flush=True)
            try:
                while data := client.recv(1024):
                    client.sendall(data)
            except ConnectionError as error:
                print("Lost", address, error)
            os._exit(0)
except KeyboardInterrupt:
    pass
