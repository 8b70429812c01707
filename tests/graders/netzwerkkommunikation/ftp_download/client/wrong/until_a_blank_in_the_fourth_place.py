# fails: understands_answers_of_several_lines
# The last line of an answer is the first whose fourth character is a blank.

import socket
import sys


class Refused(Exception):
    pass


def reply(lines):
    """A whole reply: its number and the last line."""
    first = lines.readline()
    if not first.endswith(b"\n") or not first[:3].isdigit():
        raise Refused(first.decode(errors="replace").strip() or "the server hung up")
    line = first
    while line[3:4] != b" ":
        line = lines.readline()
        if not line:
            raise Refused("the server hung up")
    return int(first[:3]), line.decode(errors="replace").strip()


class Control:
    def __init__(self, host, port):
        self.sock = socket.create_connection((host, port), 3)
        self.lines = self.sock.makefile("rb")
        self.expect(220, 120)

    def expect(self, *numbers):
        number, text = reply(self.lines)
        if number not in numbers:
            raise Refused(text)
        return number, text

    def ask(self, command, *numbers):
        self.sock.sendall(command.encode() + b"\r\n")
        return self.expect(*numbers)


def fetch(host, port, path):
    control = Control(host, port)
    if control.ask("user anonymous", 230, 331)[0] == 331:
        control.ask("pass guest", 230, 202)
    control.ask("type I", 200)
    _, text = control.ask("pasv", 227)
    *_, high, low = text[text.index("(") + 1 : text.index(")")].split(",")
    address = control.sock.getpeername()[0]
    with socket.create_connection((address, int(high) * 256 + int(low)), 3) as data:
        control.ask("retr " + path, 125, 150)
        content = b"".join(iter(lambda: data.recv(8192), b""))
    control.expect(226, 250)
    control.sock.close()
    return content


if len(sys.argv) != 5 or not (sys.argv[2].isdecimal() and 1 <= int(sys.argv[2]) <= 65535):
    print("usage: client.py HOST PORT PFAD DATEI", file=sys.stderr)
    raise SystemExit(2)
try:
    got = fetch(sys.argv[1], int(sys.argv[2]), sys.argv[3])
    open(sys.argv[4], "wb").write(got)
except (OSError, Refused) as error:
    print("error:", error, file=sys.stderr)
    raise SystemExit(1)
print(f"{len(got)} Bytes")
