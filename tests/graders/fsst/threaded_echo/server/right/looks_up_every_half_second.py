# settimeout(), so that each thread sees when it shall end; a timeout ends nothing
import signal
import socket
import threading

ende = threading.Event()
signal.signal(signal.SIGINT, lambda *_: ende.set())


def bediene(client, adresse):
    print("Connected by", adresse)
    client.settimeout(0.5)
    with client:
        while not ende.is_set():
            try:
                daten = client.recv(1024)
            except TimeoutError:
                continue
            except ConnectionError:
                break
            if not daten:
                break
            print("Received from client", daten)
            client.settimeout(None)
            try:
                client.sendall(daten)
            except ConnectionError:
                break
            client.settimeout(0.5)


server = socket.create_server(("127.0.0.1", 61111))
server.settimeout(0.5)
while not ende.is_set():
    try:
        client, adresse = server.accept()
    except TimeoutError:
        continue
    threading.Thread(target=bediene, args=(client, adresse), daemon=True).start()
server.close()
