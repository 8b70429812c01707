# No poplib: a socket, the lines read from a file object, and the head taken apart by hand.
import os
import socket
import sys
from email.header import decode_header, make_header


class Refused(Exception):
    pass


class Pop:
    def __init__(self, host, port):
        self.sock = socket.create_connection((host, port), 3)
        self.lines = self.sock.makefile("rb")
        self.expect_ok()

    def line(self):
        line = self.lines.readline()
        if not line.endswith(b"\n"):
            raise Refused("the server hung up")
        return line

    def expect_ok(self):
        line = self.line()
        if not line.startswith(b"+OK"):
            raise Refused(line.decode(errors="replace").strip())
        return line

    def ask(self, command):
        self.sock.sendall(command.encode() + b"\r\n")
        return self.expect_ok()

    def mail(self, number):
        self.ask(f"retr {number}")
        lines = []
        while (line := self.line()) != b".\r\n":
            lines.append(line[1:] if line.startswith(b".") else line)
        return b"".join(lines)


def subject(mail):
    head = mail.split(b"\r\n\r\n", 1)[0].decode(errors="replace")
    for field in head.replace("\r\n ", " ").replace("\r\n\t", "\t").split("\r\n"):
        name, _, value = field.partition(":")
        if name.lower() == "subject":
            return str(make_header(decode_header(value.strip())))
    return "(ohne Betreff)"


arguments = sys.argv[1:]
if (
    len(arguments) not in (4, 5)
    or arguments[4:] not in ([], ["leeren"])
    or not (arguments[1].isdecimal() and 1 <= int(arguments[1]) <= 65535)
    or any(end in arguments[2] for end in "\r\n")
):
    print("usage: client.py HOST PORT BENUTZER ORDNER [leeren]", file=sys.stderr)
    raise SystemExit(2)
host, port, user, folder = arguments[:4]
password = input()
total = 0
try:
    pop = Pop(host, int(port))
    pop.ask(f"user {user}")
    pop.ask(f"pass {password}")
    count = int(pop.ask("stat").split()[1])
    os.makedirs(folder, exist_ok=True)
    for number in range(1, count + 1):
        mail = pop.mail(number)
        with open(os.path.join(folder, f"{number}.eml"), "wb") as file:
            file.write(mail)
        total += len(mail)
        print(f"{number}: {len(mail)} Bytes, {subject(mail)}")
        if arguments[4:]:
            pop.ask(f"dele {number}")
    if arguments[4:]:
        pop.ask("quit")
    else:
        pop.sock.sendall(b"quit\r\n")
except (OSError, Refused) as error:
    print("error:", error, file=sys.stderr)
    raise SystemExit(1)
print(f"{count} E-Mails, {total} Bytes")
