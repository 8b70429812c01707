import socket
import time

with socket.create_server(("", 50000)) as server:
    while True:
        komm, adresse = server.accept()
        with komm:
            while True:
                data = komm.recv(1024)
                if data == b"":
                    break
                print(f"[{adresse[0]}] ", end="")
                print(data.decode("utf-8", "replace"))
                antwort = input("Antwort: ")
                time.sleep(0.5)
                komm.sendall(antwort.encode("utf-8"))
                print("gesendet:", antwort)
