# The process inherits neither the keyboard (multiprocessing closes it): the parent asks, through a queue.
import multiprocessing
import socket


def bediene(komm, ip, fragen, antworten):
    with komm:
        while True:
            daten = komm.recv(1024)
            if not daten:
                break
            fragen.put("[{}] {}".format(ip, daten.decode()))
            komm.sendall(antworten.get().encode())
    fragen.put(None)


if __name__ == "__main__":
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind(("", 50000))
    s.listen(1)
    while True:
        komm, addr = s.accept()
        fragen, antworten = multiprocessing.Queue(), multiprocessing.Queue()
        p = multiprocessing.Process(target=bediene, args=(komm, addr[0], fragen, antworten))
        p.start()
        komm.close()
        while True:
            frage = fragen.get()
            if frage is None:
                break
            print(frage)
            antworten.put(input("Antwort: "))
        p.join()
