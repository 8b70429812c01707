# fails: prints_each_message, prints_the_address_of_the_client, keeps_umlauts, keeps_blanks_at_the_ends
# fails: prints_messages_as_long_as_a_buffer
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
                if not data:
                    break
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
