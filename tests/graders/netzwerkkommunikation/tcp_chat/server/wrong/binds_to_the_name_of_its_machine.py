# fails: can_be_reached_from_other_machines
# Der Name eines Rechners steht oft für 127.0.1.1.
import socket

with socket.create_server((socket.gethostname(), 50000)) as server:
    try:
        while True:
            verbindung, (ip, port) = server.accept()
            with verbindung:
                try:
                    while nachricht := verbindung.recv(4096):
                        print(f"[{ip}] {nachricht.decode(errors='replace')}")
                        while not (antwort := input("Antwort: ")):
                            pass
                        verbindung.sendall(antwort.encode())
                except ConnectionError:
                    print(ip, "ist weg")
    except (KeyboardInterrupt, EOFError):
        print("Ende")
