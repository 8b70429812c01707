import socket


def log(richtung, daten):
    print(f"{richtung} {daten!r} ({len(daten)} Bytes)", flush=True)


def echo(verbindung):
    while True:
        daten = verbindung.recv(1024)
        log("Received from client", daten)
        if not daten:
            return
        verbindung.sendall(daten)
        log("Sent to client", daten)


with socket.create_server(("127.0.0.1", 61111)) as horcher:
    try:
        while True:
            verbindung, adresse = horcher.accept()
            print(f"Connected by {adresse}", flush=True)
            with verbindung:
                try:
                    echo(verbindung)
                except ConnectionError:
                    print("Connection lost", flush=True)
    except KeyboardInterrupt:
        print("Ende")
