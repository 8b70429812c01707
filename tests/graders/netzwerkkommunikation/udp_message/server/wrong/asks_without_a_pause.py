# fails: rests_while_nobody_asks
# recvfrom() does not wait on this socket, and is called again at once.
import socket


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("", 50000))
    s.setblocking(False)
    while True:
        try:
            daten, addr = s.recvfrom(1024)
        except BlockingIOError:
            continue
        print("[{}] {}".format(addr[0], daten.decode(errors="replace")))


try:
    main()
except KeyboardInterrupt:
    pass
