# fails: refuses_a_port_out_of_range
# Every number is taken for a port.

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
    if len(sys.argv) != 3:
        print("usage: client.py HOST PORT", file=sys.stderr)
        sys.exit(2)
    host = sys.argv[1]
    try:
        port = int(sys.argv[2])
    except ValueError:
        print("PORT must be a number", file=sys.stderr)
        sys.exit(2)
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
