# fails: logs_in, sends_its_command, prints_the_answer, runs_several_commands, ends_with_exit, refuses_options, keeps_commands_out_of_the_text, ends_lines_with_cr_lf, says_that_the_login_is_refused, says_that_the_server_has_gone, prints_nothing_else, puts_the_pieces_together, prints_a_long_answer, prints_no_answer, prints_a_byte_255, doubles_a_byte_255, understands_cr_nul, skips_subnegotiations, skips_short_commands, does_not_answer_refusals, knows_a_prompt_from_a_price, knows_a_question_from_a_greeting, waits_for_its_turn, sends_umlauts, gives_up_in_the_middle, says_that_the_server_broke_off, does_not_mind_being_left
# It reads lines, and a question is none.

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
        if line.endswith(b"\r\n"):
            if line[:-2] in questions:
                return b"".join(lines), line[:-2]
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
    for command in commands:
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
