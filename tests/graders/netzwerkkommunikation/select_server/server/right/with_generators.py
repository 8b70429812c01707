# A generator for each client: it yields what it waits for, and the loop goes on with it when select() says so.
import select
import socket


def verbindung(sock, name):
    print("Verbunden:", name)
    try:
        while True:
            yield "lesen"
            daten = sock.recv(3000)
            if not daten:
                break
            blick = memoryview(daten)
            while blick:
                yield "schreiben"
                blick = blick[sock.send(blick, socket.MSG_DONTWAIT) :]
    except ConnectionError as fehler:
        print(f"Abgebrochen ({fehler})")
    sock.close()
    print("Getrennt:", name)


def main():
    horcher = socket.create_server(("", 50000), backlog=50)
    laufend = {}
    while True:
        warten = {"lesen": [horcher], "schreiben": []}
        for sock, (_, wunsch) in laufend.items():
            warten[wunsch].append(sock)
        lesbar, schreibbar, _ = select.select(warten["lesen"], warten["schreiben"], [])
        for sock in lesbar + schreibbar:
            if sock is horcher:
                neu, (ip, port) = horcher.accept()
                laufend[neu] = (verbindung(neu, f"{ip}:{port}"), None)
                sock = neu
            generator, _ = laufend[sock]
            try:
                laufend[sock] = (generator, next(generator))
            except StopIteration:
                del laufend[sock]


try:
    main()
except KeyboardInterrupt:
    pass
