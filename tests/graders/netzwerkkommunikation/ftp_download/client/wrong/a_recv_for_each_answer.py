# fails: puts_the_pieces_together, takes_answers_apart
# may fail: fetches_a_file, fetches_from_a_folder, keeps_every_byte, tells_how_much_came, fetches_an_empty_file, fetches_a_long_file, reads_the_data_to_their_end, understands_answers_of_several_lines, does_not_mind_being_left, replaces_an_older_file, fetches_a_name_with_blanks_and_umlauts, needs_no_password, takes_the_port_alone
# Each recv() is taken for an answer, whole and alone.

import socket
import sys


class Refused(Exception):
    pass


def reply(sock):
    """A reply: its number and its text."""
    text = sock.recv(1024)
    if not text[:3].isdigit():
        raise Refused(text.decode(errors="replace").strip() or "the server hung up")
    return int(text[:3]), text.decode(errors="replace").strip()


class Control:
    def __init__(self, host, port):
        self.sock = socket.create_connection((host, port), 3)
        self.expect(220, 120)

    def expect(self, *numbers):
        number, text = reply(self.sock)
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
