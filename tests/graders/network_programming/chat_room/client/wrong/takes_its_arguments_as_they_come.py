# fails: says_how_it_is_used, refuses_a_port_that_is_no_number, refuses_a_port_out_of_range
# Nobody has looked whether there are arguments, and what they are.

import os
import socket
import sys
from threading import Thread

done = False


def receive(s):
    try:
        for line in s.makefile("r", encoding="utf-8", errors="replace", newline="\n"):
            print(line, end="", flush=True)
        if done:
            return
        print("The server has gone.", file=sys.stderr)
    except OSError as e:
        print("The connection is lost:", e, file=sys.stderr)
    os._exit(1)


def main():
    global done
    host, port = sys.argv[1], int(sys.argv[2])
    s = socket.socket()
    try:
        s.connect((host, port))
    except OSError as e:
        sys.exit(f"cannot connect: {e}")
    t = Thread(target=receive, args=(s,))
    t.start()
    try:
        while True:
            line = input()
            s.sendall((line + "\n").encode())
    except EOFError:
        done = True
        s.shutdown(socket.SHUT_WR)
    except OSError as e:
        print("The connection is lost:", e, file=sys.stderr)
        os._exit(1)
    t.join()


main()
