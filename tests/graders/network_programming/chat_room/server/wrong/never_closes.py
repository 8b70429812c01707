# fails: closes_when_the_client_has_finished, a_stuck_client_does_not_stop_the_room
# fails: gives_up_a_client_that_never_reads, gives_up_a_line_that_never_ends, forgets_no_socket, does_not_grow
# may fail: keeps_what_a_slow_client_has_not_read
# Who has left is not in the list any more; its socket is in another one.

import socket
import sys
import threading

clients = {}
known = []
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
        known.append(sock)
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
    print("*", name, "has left")
    tell(f"* {name} has left\n".encode(), sock)


def main(port):
    listener = socket.create_server(("", port))
    while True:
        threading.Thread(target=serve, args=listener.accept(), daemon=True).start()


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
