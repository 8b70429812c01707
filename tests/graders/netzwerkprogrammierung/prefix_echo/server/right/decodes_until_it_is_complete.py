import socket


def ist_vollstaendig(daten):
    try:
        daten.decode()
    except UnicodeDecodeError as fehler:
        return fehler.reason != "unexpected end of data"
    return True


def empfange(client):
    daten = client.recv(128)
    while not ist_vollstaendig(daten):
        rest = client.recv(128)
        if not rest:
            break
        daten += rest
    return daten


def main():
    server = socket.create_server(("127.0.0.1", 8181))
    try:
        print("Waiting for connection")
        client, adresse = server.accept()
        print(f"Client connected from {adresse}")
        nachricht = empfange(client)
        print(f"Received: {nachricht!r}")
        antwort = "SERVER RECEIVED: " + nachricht.decode(errors="replace")
        client.sendall(antwort.encode())
        client.close()
        print("finished")
    except KeyboardInterrupt:
        pass
    finally:
        server.close()


main()
