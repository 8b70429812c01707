# The main thread reads the keyboard; another shows what comes, and ends the whole program.
import os
import socket
import sys
import threading


def show(sock):
    try:
        while True:
            data = sock.recv(1024)
            if not data:
                os._exit(0)
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
    except OSError as error:
        print("broken off:", error, file=sys.stderr, flush=True)
        os._exit(1)


def main():
    if len(sys.argv) != 3:
        print("usage: program.py (-l | HOST) PORT", file=sys.stderr)
        return 2
    try:
        port = int(sys.argv[2])
    except ValueError:
        port = 0
    if port < 1 or port > 65535:
        print("PORT must be a number from 1 to 65535", file=sys.stderr)
        return 2
    try:
        if sys.argv[1] == "-l":
            server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("0.0.0.0", port))
            server.listen()
            sock, _ = server.accept()
        else:
            sock = socket.create_connection((sys.argv[1], port))
    except OSError as error:
        print(error, file=sys.stderr)
        return 1
    receiver = threading.Thread(target=show, args=(sock,))
    receiver.start()
    try:
        while data := sys.stdin.buffer.read1(4096):
            sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the other thread says so
    receiver.join()


sys.exit(main())
