# fails: a_stuck_client_does_not_stop_the_room
# may fail: keeps_what_a_slow_client_has_not_read
# fails: gives_up_a_client_that_never_reads, keeps_the_others_when_one_breaks_off
# getpeername() fails when the client has broken off before: that ends the main loop.

import socket
import sys
import threading

clients = {}
lock = threading.Lock()


def tell(line, author):
    with lock:
        others = [sock for sock in clients if sock is not author]
    for sock in others:
        try:
            sock.sendall(line)
        except OSError:
            pass


def serve(sock, address):
    name = f"{address[0]}:{address[1]}"
    with lock:
        clients[sock] = name
    print("*", name, "has joined")
    tell(f"* {name} has joined\n".encode(), sock)
    rest = b""
    try:
        while len(rest) <= 65536:
            data = sock.recv(4096)
            if not data:
                break
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                tell(f"[{name}] ".encode() + line + b"\n", sock)
    except ConnectionError:
        pass
    with lock:
        del clients[sock]
    sock.close()
    print("*", name, "has left")
    tell(f"* {name} has left\n".encode(), sock)


def main(port):
    listener = socket.create_server(("", port))
    while True:
        sock, _ = listener.accept()
        threading.Thread(target=serve, args=(sock, sock.getpeername()), daemon=True).start()


if __name__ == "__main__":
    try:
        port = int(sys.argv[1])
        if not 1 <= port <= 65535:
            raise ValueError
    except (IndexError, ValueError):
        print("usage: server.py PORT", file=sys.stderr)
        sys.exit(2)
    try:
        main(port)
    except KeyboardInterrupt:
        print("bye")
