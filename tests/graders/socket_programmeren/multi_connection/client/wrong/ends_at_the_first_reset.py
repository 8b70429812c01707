# fails: goes_on_when_one_breaks_off, says_that_an_answer_is_cut_short
# The others could still get their answers.

import selectors
import socket
import sys


def usage():
    print("usage: client.py HOST PORT N", file=sys.stderr)
    sys.exit(2)


def number(text, most):
    try:
        value = int(text)
    except ValueError:
        usage()
    if not 1 <= value <= most:
        usage()
    return value


def connect(sel, host, port, i):
    sock = socket.create_connection((host, port))
    sock.setblocking(False)
    message = f"bericht 1 van verbinding {i}\nbericht 2 van verbinding {i}\n".encode()
    data = {"number": i, "out": message, "total": len(message), "in": b""}
    sel.register(sock, selectors.EVENT_WRITE, data)


def step(sel, sock, data):
    """True: it has failed."""
    try:
        if data["out"]:
            sent = sock.send(data["out"])
            data["out"] = data["out"][sent:]
            if not data["out"]:
                sel.modify(sock, selectors.EVENT_READ, data)
            return False
        received = sock.recv(1024)
        if not received:
            raise ConnectionError("closed too early")
        data["in"] += received
        if len(data["in"]) < data["total"]:
            return False
        print(f"Verbinding {data['number']} ontving {data['in']!r}")
        failed = False
    except ConnectionError as error:
        print(f"Verbinding {data['number']}: {error}", file=sys.stderr)
        sys.exit(1)
    sel.unregister(sock)
    sock.close()
    return failed


def main():
    if len(sys.argv) != 4:
        usage()
    host, port, n = sys.argv[1], number(sys.argv[2], 65535), number(sys.argv[3], 10000)
    sel = selectors.DefaultSelector()
    failed = False
    for i in range(1, n + 1):
        connect(sel, host, port, i)
    while sel.get_map():
        for key, mask in sel.select():
            failed |= step(sel, key.fileobj, key.data)
    sys.exit(1 if failed else 0)


try:
    main()
except OSError as error:
    sys.exit(f"no connection: {error}")
