# fails: prints_each_message, closes_when_the_client_leaves, takes_the_next_client
# fails: prints_the_address_of_the_client, goes_on_after_bytes_that_are_not_text, forgets_no_socket
# fails: does_not_grow
# input() stands before recv(): it asks although nobody has said anything.
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
                nachricht = input("Antwort: ")
                while not nachricht:
                    nachricht = input("Antwort: ")
                data = komm.recv(1024)
                if not data:
                    break
                print("[{}] {}".format(addr[0], data.decode(errors="replace")))
                komm.send(nachricht.encode())
        except ConnectionError as fehler:
            print("Verbindung verloren:", fehler)
        komm.close()
except (KeyboardInterrupt, EOFError):
    print("Ende")
finally:
    s.close()
