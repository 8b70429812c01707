# Asks with "> ", and wakes up now and then to look whether the server is still there.
import queue
import socket
import sys
import threading


def read_lines(lines):
    for line in sys.stdin.buffer:
        lines.put(line if line.endswith(b"\n") else line + b"\n")
        print("> ", end="", flush=True)
    lines.put(None)


def hear(sock, events):
    rest = b""
    try:
        while data := sock.recv(7):
            *lines, rest = (rest + data).split(b"\n")
            for line in lines:
                print(line.decode(errors="backslashreplace"))
    except OSError as error:
        events.put(error)
    else:
        events.put("the server has closed the connection")


try:
    host, port = sys.argv[1], int(sys.argv[2])
    if not 0 < port < 65536:
        raise ValueError("the port is too large")
except (IndexError, ValueError) as error:
    print("usage: client.py HOST PORT:", error, file=sys.stderr)
    sys.exit(2)

lines, events = queue.Queue(), queue.Queue()
try:
    sock = socket.create_connection((host, port))
except OSError as error:
    print(error, file=sys.stderr)
    sys.exit(1)
print("> ", end="", flush=True)
threading.Thread(target=hear, args=(sock, events), daemon=True).start()
threading.Thread(target=read_lines, args=(lines,), daemon=True).start()
while events.empty():
    try:
        line = lines.get(timeout=0.2)
    except queue.Empty:
        continue
    if line is None:
        sock.shutdown(socket.SHUT_WR)
        events.get()
        sys.exit(0)
    try:
        sock.sendall(line)
    except OSError:
        break
print(events.get(), file=sys.stderr, flush=True)
sys.stdout.flush()
__import__("os")._exit(1)
