# select() with a time-out; non-blocking sockets; says more than it must.
import select
import socket
import sys
import time

try:
    port = int(sys.argv[1])
    assert 0 < port < 65536
except (IndexError, ValueError, AssertionError):
    print("I need a port, such as 9009", file=sys.stderr)
    sys.exit(2)

print("The room is open.")
ear = socket.socket()
ear.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
ear.bind(("0.0.0.0", port))
ear.listen()

names, heard, unsent, gone = {}, {}, {}, []


def say(text, author):
    for s in names:
        if s is not author and s not in gone:
            unsent[s] += text
            if len(unsent[s]) > 2**18:
                gone.append(s)


def clear_up():
    while gone:
        s = gone.pop()
        if s in names:
            name = names.pop(s)
            s.close()
            print(f"* {name} has left")
            say(f"* {name} has left\n".encode(), None)


try:
    while True:
        writing = [s for s in names if unsent[s]]
        reading, writing, _ = select.select([ear, *names], writing, [], 0.5)
        for s in reading:
            if s is ear:
                s, (ip, number) = ear.accept()
                s.setblocking(False)
                print(f"* {ip}:{number} has joined", "at", time.ctime())
                say(f"* {ip}:{number} has joined\n".encode(), None)
                names[s], heard[s], unsent[s] = f"{ip}:{number}", b"", b""
                continue
            try:
                data = s.recv(1000)
            except ConnectionError:
                data = b""
            if not data:
                gone.append(s)
            heard[s] += data
            while b"\n" in heard[s]:
                line, heard[s] = heard[s].split(b"\n", 1)
                print(names[s], "says", line)
                say(b"[" + names[s].encode() + b"] " + line + b"\n", s)
            if len(heard[s]) > 2**16:
                gone.append(s)
        for s in writing:
            try:
                unsent[s] = unsent[s][s.send(unsent[s]) :]
            except BlockingIOError:
                pass
            except OSError:
                gone.append(s)
        clear_up()
except KeyboardInterrupt:
    print("The room is closed.")
