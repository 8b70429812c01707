# poll() with milliseconds; connect() raises BlockingIOError, and a second connect() says what has become of it.
import select
import socket
import sys


def wait(s, event):
    poll = select.poll()
    poll.register(s, event)
    if not poll.poll(3000):
        raise TimeoutError("3 Sekunden lang nichts")


def reach(s, address):
    try:
        s.connect(address)
    except BlockingIOError:
        wait(s, select.POLLOUT)
        try:
            s.connect(address)
        except OSError as error:
            if error.errno != 106:  # EISCONN: it is connected already
                raise


def connected(host, port):
    found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    for number, (family, *_, address) in enumerate(found, 1):
        s = socket.socket(family)
        s.settimeout(0)
        try:
            reach(s, address)
            return s
        except OSError:
            s.close()
            if number == len(found):
                raise


def main():
    try:
        _, host, port, text = sys.argv
        port = int(port)
        assert 1 <= port <= 65535
    except (ValueError, AssertionError):
        print("client.py HOST PORT NACHRICHT", file=sys.stderr)
        return 2
    try:
        s = connected(host, port)
        data = text.encode()
        done = 0
        while done < len(data):
            try:
                done += s.send(data[done : done + 10000])
            except BlockingIOError:
                wait(s, select.POLLOUT)
        answer = []
        while len(answer) < len(data):
            try:
                piece = s.recv(1000)
            except BlockingIOError:
                wait(s, select.POLLIN)
                continue
            if not piece:
                print("zu kurz", file=sys.stderr)
                return 1
            answer += piece
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    print("Antwort:", bytes(answer).decode(errors="replace"))
    return 0


sys.exit(main())
