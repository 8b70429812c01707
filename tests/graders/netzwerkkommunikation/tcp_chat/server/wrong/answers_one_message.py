# fails: prints_each_message, answers_message_after_message, obeys_no_magic_word
# accept() stands in the only loop: each client may say one thing.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 50000))
s.listen(5)
try:
    while True:
        komm, addr = s.accept()
        try:
            data = komm.recv(1024)
            if data:
                print("[{}] {}".format(addr[0], data.decode(errors="replace")))
                nachricht = ""
                while not nachricht:
                    nachricht = input("Antwort: ")
                komm.send(nachricht.encode())
        except ConnectionError as fehler:
            print(fehler)
        komm.close()
except (KeyboardInterrupt, EOFError):
    print("Ende")
finally:
    s.close()
