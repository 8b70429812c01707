# fails: puts_a_reply_in_pieces_together, sends_a_long_line_whole
# An answer of exactly 1024 bytes would be waited for, for ever; and a short first part is taken for the whole.

import socket
import sys


def receive(sock):
    answer = b""
    while True:
        part = sock.recv(1024)
        answer += part
        if len(part) < 1024:
            return answer


try:
    with socket.create_connection(("::1", 61111)) as sock:
        print("echo client, 'end' to quit", flush=True)
        while True:
            try:
                line = input()
            except EOFError:
                break
            if line == "end":
                break
            if not line:
                continue
            sock.sendall(line.encode())
            answer = receive(sock)
            if not answer:
                sys.exit("the server has gone")
            print("Received:", answer.decode(errors="replace"), flush=True)
        print("cleaning up ...")
except OSError as error:
    sys.exit(f"echo client: {error}")
