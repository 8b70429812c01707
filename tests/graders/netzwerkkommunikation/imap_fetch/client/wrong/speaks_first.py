# fails: waits_for_the_greeting
# It sends its first command before it reads the greeting.
import re
import socket
import sys

LITERAL = re.compile(rb"\{(\d+)\}\r\n$")


class Server:
    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port), timeout=3)
        self.socket.settimeout(3)
        self.kept = b""
        self.number = 0

    def more(self):
        data = self.socket.recv(4096)
        if not data:
            raise OSError("the server hung up")
        self.kept += data

    def line(self):
        while b"\n" not in self.kept:
            self.more()
        line, end, self.kept = self.kept.partition(b"\n")
        return line + end

    def exactly(self, number):
        while len(self.kept) < number:
            self.more()
        data, self.kept = self.kept[:number], self.kept[number:]
        return data

    def response(self):
        self.literals = []
        text = self.line()
        while found := LITERAL.search(text):
            self.literals.append(self.exactly(int(found[1])))
            text += self.line()
        return text

    def command(self, text):
        """The untagged answers to a command, each with its literals."""
        self.number += 1
        tag = f"x{self.number}"
        self.socket.sendall(f"{tag} {text}\r\n".encode("ascii"))
        answers = []
        if self.number == 1 and not self.response().startswith(b"* OK"):
            raise OSError("not welcome")
        while True:
            line = self.response()
            word, _, rest = line.decode("latin-1").partition(" ")
            if word == tag:
                if not rest.startswith("OK"):
                    raise OSError(rest.strip())
                return answers
            if word != "*":
                raise OSError("this is no IMAP")
            if rest.startswith("BYE") and text != "LOGOUT":
                raise OSError(rest.strip())
            answers.append((rest, self.literals))


def quote(text):
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


def run(host, port, user, mailbox, password):
    server = Server(host, port)
    server.command(f"LOGIN {quote(user)} {quote(password)}")
    server.command(f"EXAMINE {quote(mailbox)}")
    uids = []
    for text, _ in server.command("UID SEARCH UNSEEN"):
        if text.startswith("SEARCH"):
            uids = text.split()[1:]
    number = 0
    for uid in uids:
        for text, literals in server.command(f"UID FETCH {uid} BODY.PEEK[]"):
            if "FETCH" in text and literals:
                with open(uid + ".eml", "wb") as file:
                    file.write(literals[0])
                print(f"{uid}.eml: {len(literals[0])} Bytes")
                number += 1
    print("Neu:", number)
    try:
        server.command("LOGOUT")
    except OSError:
        pass


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if len(arguments) != 4 or any("\n" in each or "\r" in each for each in arguments[2:]):
        print("usage: client.py HOST PORT USER MAILBOX", file=sys.stderr)
        sys.exit(2)
    host, port, user, mailbox = arguments
    if not port.isdigit() or not 0 < int(port) < 65536:
        print("no port:", port, file=sys.stderr)
        sys.exit(2)
    password = input()
    try:
        run(host, int(port), user, mailbox, password)
    except OSError as error:
        print("failed:", error, file=sys.stderr)
        sys.exit(1)
