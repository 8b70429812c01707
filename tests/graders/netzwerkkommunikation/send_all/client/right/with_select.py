# A non-blocking socket: select() says when there is room, and when the server says something.
import select
import socket
import sys


def wrong_usage():
    sys.stderr.write("client.py HOST PORT\n")
    sys.exit(2)


def main():
    try:
        _, host, port = sys.argv
        port = int(port)
    except ValueError:
        wrong_usage()
    if port not in range(1, 65536):
        wrong_usage()
    data = sys.stdin.buffer.read()
    s = socket.create_connection((host, port))
    s.setblocking(False)
    done, says_something = 0, True
    while done < len(data):
        readable, writable, _ = select.select([s] if says_something else [], [s], [])
        if readable:
            says_something = s.recv(4096) != b""
        if writable:
            done += s.send(data[done : done + 200_000])
    s.shutdown(socket.SHUT_WR)
    while says_something:
        select.select([s], [], [])
        says_something = s.recv(4096) != b""
    print(f"Gesendet: {done} Bytes")


try:
    main()
except OSError as error:
    print("something went wrong:", error, file=sys.stderr)
    sys.exit(1)
