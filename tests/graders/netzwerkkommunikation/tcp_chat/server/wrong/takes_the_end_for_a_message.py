# fails: closes_when_the_client_leaves, takes_the_next_client, goes_on_after_bytes_that_are_not_text
# fails: forgets_no_socket, does_not_grow
# Without a look at b"" it asks for an answer to nothing.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 50000))
s.listen(1)
try:
    while True:
        komm, addr = s.accept()
        try:
            while True:
                data = komm.recv(1024)
                print("[{}] {}".format(addr[0], data.decode(errors="replace")))
                nachricht = input("Antwort: ")
                while not nachricht:
                    nachricht = input("Antwort: ")
                komm.send(nachricht.encode())
        except ConnectionError as fehler:
            print("Verbindung verloren:", fehler)
        komm.close()
except (KeyboardInterrupt, EOFError):
    print("Ende")
finally:
    s.close()
