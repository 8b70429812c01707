# It waits in select(), suppresses go-ahead, lets the server echo the password, and tells its terminal and its size.
import select
import socket
import sys
import time

SE, SB, WILL, WONT, DO, DONT, IAC = 240, 250, 251, 252, 253, 254, 255
ECHO, SGA, TTYPE, NAWS = 1, 3, 24, 31


class Telnet:
    def __init__(self, host, port):
        self.sock = socket.create_connection((host, port), 3)
        self.sock.setblocking(False)
        self.state, self.sub = "text", bytearray()
        self.theirs, self.ours = set(), set()
        self.line, self.lines = bytearray(), bytearray()

    def send(self, *numbers):
        self.sock.sendall(bytes(numbers))

    def told(self, command, option):
        if command == WILL and option not in self.theirs:
            if option in (ECHO, SGA):
                self.theirs.add(option)
                self.send(IAC, DO, option)
            else:
                self.send(IAC, DONT, option)
        elif command == DO and option not in self.ours:
            if option in (TTYPE, NAWS):
                self.ours.add(option)
                self.send(IAC, WILL, option)
                if option == NAWS:
                    self.send(IAC, SB, NAWS, 0, 80, 0, 24, IAC, SE)
            else:
                self.send(IAC, WONT, option)
        elif command == WONT and option in self.theirs:
            self.theirs.remove(option)
            self.send(IAC, DONT, option)
        elif command == DONT and option in self.ours:
            self.ours.remove(option)
            self.send(IAC, WONT, option)

    def take(self, byte):
        if self.state == "text":
            if byte == IAC:
                self.state = "command"
            else:
                self.line.append(byte)
        elif self.state == "command":
            if byte in (WILL, WONT, DO, DONT):
                self.state = byte
            elif byte == SB:
                self.state = "sub"
                self.sub.clear()
            else:
                self.state = "text"
                if byte == IAC:
                    self.line.append(byte)
        elif self.state == "sub":
            if byte == IAC:
                self.state = "end of sub"
            else:
                self.sub.append(byte)
        elif self.state == "end of sub":
            self.state = "sub"
            if byte == SE:
                self.state = "text"
                if self.sub == bytes([TTYPE, 1]):
                    self.send(IAC, SB, TTYPE, 0, *b"DUMB", IAC, SE)
            else:
                self.sub.append(byte)
        else:
            self.told(self.state, byte)
            self.state = "text"
        if self.line.endswith(b"\n"):
            self.lines += self.line
            self.line.clear()

    def until(self, *questions):
        latest = time.monotonic()
        while bytes(self.line) not in questions:
            rest = latest + 3 - time.monotonic()
            if rest <= 0:
                raise OSError("nothing comes")
            if select.select([self.sock], [], [], rest)[0]:
                data = self.sock.recv(65536)
                latest = time.monotonic()
                if not data:
                    raise OSError("connection closed")
                for byte in data:
                    self.take(byte)
        text, question = bytes(self.lines), bytes(self.line)
        self.lines.clear()
        self.line.clear()
        return text.replace(b"\r\n", b"\n").replace(b"\r\0", b"\r"), question

    def say(self, line):
        self.sock.sendall(line.replace(b"\xff", b"\xff\xff") + b"\r\n")


def main(host, port, user, *commands):
    password = sys.stdin.buffer.readline()[:-1]
    telnet = Telnet(host, port)
    telnet.until(b"login: ")
    telnet.say(user.encode())
    telnet.until(b"Password: ")
    telnet.say(password)
    text, question = telnet.until(b"login: ", b"$ ")
    if question == b"login: ":
        raise OSError(text.decode("latin-1").strip())
    for command in commands:
        telnet.say(command.encode())
        sys.stdout.buffer.write(telnet.until(b"$ ")[0])
    telnet.say(b"exit")


try:
    host, port, user, command, *more = sys.argv[1:]
    port = int(port)
    if not 1 <= port <= 65535 or any(end in word for word in (user, command, *more) for end in "\r\n"):
        raise ValueError
except ValueError:
    print("usage: client.py HOST PORT NUTZER BEFEHL ...", file=sys.stderr)
    sys.exit(2)
try:
    main(host, port, user, command, *more)
except OSError as error:
    sys.exit(str(error))
