# fails: passes_each_line_to_all_others, passes_line_after_line, puts_the_sender_before_each_line
# fails: goes_on_when_another_client_leaves, a_stuck_client_does_not_stop_the_room, obeys_no_magic_word
# fails: puts_a_line_in_pieces_together, takes_lines_apart, keeps_the_beginnings_of_lines_apart
# fails: keeps_each_line_as_it_is, keeps_what_a_slow_client_has_not_read
# fails: gives_up_a_client_that_never_reads, keeps_the_others_when_one_breaks_off
# fails: passes_a_long_line_whole, survives_what_is_not_text
# No loop around recv().

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
        data = sock.recv(4096)
        if data:
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
