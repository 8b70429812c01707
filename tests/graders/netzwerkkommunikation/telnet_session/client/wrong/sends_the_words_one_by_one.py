# fails: sends_its_command, sends_umlauts
# A command of several words is sent as several commands.

import socket
import sys

SE, SB, WILL, WONT, DO, DONT, IAC = 240, 250, 251, 252, 253, 254, 255


def fail(message):
    print("telnet:", message, file=sys.stderr)
    sys.exit(1)


def usage():
    print("usage: client.py HOST PORT NUTZER BEFEHL ...", file=sys.stderr)
    sys.exit(2)


def letter(s):
    """The next byte of the text."""
    while True:
        byte = s.recv(1)
        if byte == b"":
            fail("the server is gone")
        if byte[0] != IAC:
            return byte
        command = s.recv(1)
        if command == b"":
            fail("the server is gone")
        if command[0] == IAC:
            return command
        if command[0] in (WILL, WONT, DO, DONT):
            option = s.recv(1)
            if command[0] == DO:
                s.sendall(bytes([IAC, WONT]) + option)
            elif command[0] == WILL:
                s.sendall(bytes([IAC, DONT]) + option)
        elif command[0] == SB:
            last = 0
            while True:
                byte = s.recv(1)
                if byte == b"":
                    fail("the server is gone")
                if last == IAC and byte[0] == SE:
                    break
                last = 0 if last == IAC else byte[0]


def read_until(s, questions):
    lines = []
    line = b""
    while True:
        line += letter(s)
        if line in questions:
            return b"".join(lines), line
        if line.endswith(b"\r\n"):
            lines.append(line[:-2].replace(b"\r\0", b"\r") + b"\n")
            line = b""


def main():
    if len(sys.argv) < 5 or not sys.argv[2].isdigit() or not 0 < int(sys.argv[2]) < 65536:
        usage()
    host, port, user, *commands = sys.argv[1:]
    if any(sign in word for word in (user, *commands) for sign in "\r\n"):
        usage()
    password = sys.stdin.buffer.readline().rstrip(b"\n")
    s = socket.socket()
    s.settimeout(3)
    s.connect((host, int(port)))
    read_until(s, [b"login: "])
    s.sendall(user.encode() + b"\r\n")
    read_until(s, [b"Password: "])
    s.sendall(password.replace(b"\xff", b"\xff\xff") + b"\r\n")
    text, question = read_until(s, [b"login: ", b"$ "])
    if question == b"login: ":
        fail(text.decode("latin-1").strip())
    for command in " ".join(commands).split():
        s.sendall(command.encode() + b"\r\n")
        sys.stdout.buffer.write(read_until(s, [b"$ "])[0])
        sys.stdout.buffer.flush()
    s.sendall(b"exit\r\n")
    try:
        while s.recv(1000):
            pass
    except OSError:
        pass
    s.close()


try:
    main()
except OSError as error:
    fail(error)
