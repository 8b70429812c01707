"""Checks of netzwerkkommunikation/telnet_session/client: with telnetlib3, and with a server of the grader's."""

from __future__ import annotations

import re
from collections import Counter
from typing import Self

from sockgrade import Client, Payload, Peer, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.turns import expect_patience

#: The exit code of a client whose session has failed.
_FAILED = 1
#: Who may come in, and an answer of which nothing is asked.
_USER, _PASSWORD = "anna", "geheim"
_ANSWER = b"Sat Nov 28 2026\n"
#: Seconds: it is told to wait for three.
_PATIENCE = 2.0, 4.5
_DO, _DONT, _WILL, _WONT = b"\xff\xfd", b"\xff\xfe", b"\xff\xfb", b"\xff\xfc"
_NAMES = {_DO: "DO", _DONT: "DONT", _WILL: "WILL", _WONT: "WONT"}
_REFUSED = {_DO: _WONT, _WILL: _DONT}
#: Options that there are none of: nobody can agree to them.
_ONE, _TWO, _THREE = b"\xc8", b"\xca", b"\xcc"
#: The commands that a client sends among its lines.
_COMMAND = re.compile(
    rb"\xff\xfa(?:[^\xff]|\xff[^\xf0])*\xff\xf0|(\xff[\xfb-\xfe].)|\xff[^\xfa-\xff]", re.DOTALL
)


def _start(client: Client, *commands: str, password: bytes = _PASSWORD.encode()) -> Client:
    """The client is started with these commands, or the usual one, and gets the password."""
    if commands:
        host, port, user, _ = client.usual()
        client.start(host, port, user, *commands)
    return client.feed(password + b"\n").end_input()


def _serve(peer: Peer, answer: bytes = _ANSWER, **more: object) -> Peer:
    """A real server lets the client in, and gives this answer to its command."""
    return peer.serve("telnet", users={_USER: _PASSWORD}, commands={"date": answer}, **more)


def _expect_answer(client: Client, answer: bytes) -> None:
    """The client prints what its command has given, and nothing else, and ends well."""
    _start(client).expect_exit(0)
    client.expect_stdout(answer)


class _Server:
    """The grader as a telnet server."""

    def __init__(self, client: Client) -> None:
        """The client comes."""
        self._raw = b""
        self._lines = 0
        self.connection = client.accept()

    def ask(self, question: bytes, what: str) -> bytes:
        """Send this, and wait for the line that the client answers, without what the protocol has in it."""
        self.connection.send(question)
        return self.take(what)

    def take(self, what: str) -> bytes:
        """The client's next line, with its end."""
        while len(lines := self._text.split(b"\n")) <= self._lines + 1:
            self._raw += self.connection.receive_until(b"\n", what)
        self._lines += 1
        return lines[self._lines - 1] + b"\n"

    def let_in(self) -> Self:
        """Up to the first prompt, which is not sent yet."""
        self.ask(b"login: ", "the user's name")
        self.ask(b"Password: ", "the password")
        return self

    def take_command(self, before: bytes = b"\r\n") -> bytes:
        """Send this and the prompt: the client's command."""
        return self.ask(before + b"$ ", "a command")

    def answer(self, *pieces: bytes) -> Self:
        """Let the client come to its command, answer it with these pieces, one by one, and let the client go."""
        self.let_in().take_command()
        self.connection.send_in_pieces(pieces)
        return self.part()

    def part(self) -> Self:
        """Send the last prompt, hear out what the client says, and close."""
        self.connection.send(b"$ ")
        self._raw += self.connection.receive_line_if_it_comes()
        self.connection.finish()
        return self

    @property
    def _text(self) -> bytes:
        return _COMMAND.sub(b"", self._raw)

    @property
    def answers(self) -> Counter[bytes]:
        """How often the client has said what about an option."""
        return Counter(found for found in _COMMAND.findall(self._raw) if found)

    def expect_refusal(self, request: bytes, option: bytes) -> None:
        """The client has refused this, once, and has said nothing else about it."""
        asked = f"IAC {_NAMES[request]} {option[0]}"
        wanted = _REFUSED[request] + option
        refusal = f"IAC {_NAMES[_REFUSED[request]]} {option[0]}"
        about = Counter({said: n for said, n in self.answers.items() if said.endswith(option)})
        assert about, f"The program does not answer {asked}: {refusal} refuses it."
        assert set(about) == {wanted}, (
            f"The program does not answer {asked} with {refusal}, but {_show(about)}."
        )
        assert about[wanted] == 1, f"The program answers {asked} {about[wanted]} times, and not once."


def _show(answers: Counter[bytes]) -> str:
    return " and ".join(f"IAC {_NAMES[said[:2]]} {said[2]}" for said in answers)


def _expect_failure(client: Client) -> None:
    client.expect_failure(_FAILED)


def check_wants_a_command(client: Client) -> None:
    """Three arguments, without a command, are wrong usage: a message on stderr, exit code 2.

    There are four of them at least. Compare their number before you use them.

    Python: len(sys.argv) is 5 for four arguments; argparse with nargs="+" wants one or more.

    C: argc is 5 for four arguments, since argv[0] is the program itself.
    """
    client.start(*client.usual()[:3]).expect_usage_error()


@source("connect(2)", "getaddrinfo(3)")
def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that it was told.

    Here it was told another port than the usual one. 23 is telnet's own, and not the only one.

    Python: socket.create_connection((host, port), timeout=3) takes both.

    C: getaddrinfo() takes both as they stand in argv.
    """
    client.start(*client.usual(port=50023)).feed(b"geheim\n").end_input().expect_documented_address()


def check_logs_in(client: Client, peer: Peer, payload: Payload) -> None:
    """The client answers `login: ` with the user's name, and `Password: ` with the first line of standard input.

    No line end comes behind a question: whoever waits for one waits for ever. Look for the question itself in what
    has come so far.

    Python: Do not use readline() for what the server sends. sys.stdin.readline() reads the password, with its line end.
    """
    user, password = payload.word(), payload.word()
    peer.serve("telnet", users={user: password})
    host, port, _, command = client.usual()
    client.start(host, port, user, command).feed(f"{password}\nmore\n".encode()).end_input()
    peer.expect_note(f"login {user}: right")


def check_sends_its_command(client: Client, peer: Peer, payload: Payload) -> None:
    """The client sends the command when the prompt `$ ` comes.

    The prompt is a question like the others. A command with blanks in it is one argument, and one line.
    """
    command = f"ls {payload.word()}"
    peer.serve("telnet", users={_USER: _PASSWORD})
    _start(client, command)
    peer.expect_note(f"command {command}")


def check_prints_the_answer(client: Client, peer: Peer, payload: Payload) -> None:
    """What the command gives is printed, all of its lines, and the exit code is 0.

    It has come when the next prompt is there.
    """
    words = [payload.word() for _ in range(5)]
    _serve(peer, "\n".join([*words, ""]).encode())
    _start(client).expect_output(*words).expect_exit(0)


def check_runs_several_commands(client: Client, peer: Peer, payload: Payload) -> None:
    """Several commands are run one after the other, and their answers printed in this order.

    Wait for the prompt before each of them.

    Python: A loop over sys.argv[4:] does it.
    """
    answers = {f"command{number}": f"{payload.word()}\n" for number in range(4)}
    peer.serve("telnet", users={_USER: _PASSWORD}, commands=answers)
    _start(client, *answers).expect_output(*(text.strip() for text in answers.values())).expect_exit(0)


def check_ends_with_exit(client: Client, peer: Peer) -> None:
    """After its last command the client sends `exit`, and ends with exit code 0.

    So the server knows that nothing more will come.
    """
    _serve(peer)
    _start(client).expect_exit(0)
    peer.expect_note("exit")


@source("RFC 854", "RFC 855")
def check_refuses_options(client: Client) -> None:
    """Each DO is answered with WONT, and each WILL with DONT, once.

    The server asks for options, and may wait until it has an answer. A request has three bytes: IAC (255), DO (253) or
    WILL (251), and the option. The answer has three as well, with the same option: WONT is 252, DONT is 254. Here the
    options are 200, 202 and 204, which nobody knows.

    Python: connection.sendall(bytes([255, 252, option])) refuses a DO.
    """
    server = _Server(_start(client))
    server.ask(_DO + _ONE + _WILL + _TWO + b"login: ", "the user's name")
    server.ask(b"Password: ", "the password")
    server.take_command(b"\r\n" + _DO + _THREE)
    server.part()
    for request, option in ((_DO, _ONE), (_WILL, _TWO), (_DO, _THREE)):
        server.expect_refusal(request, option)


@source("RFC 854")
def check_keeps_commands_out_of_the_text(client: Client, payload: Payload) -> None:
    """Requests of the protocol are taken out of the text, wherever they stand: before it, behind it and in a word.

    They come in the same stream as the text. 255 is never a letter: whatever begins with it is not to be printed.
    """
    word, other = payload.text(), payload.text()
    lines = word[:5] + _WILL + _TWO + word[5:] + b"\r\n" + other + b"\r\n"
    _Server(_start(client)).answer(_DO + _ONE + lines + _DO + _THREE)
    client.expect_exit(0)
    client.expect_output(word.decode(), other.decode())
    assert "\ufffd" not in client.output, (
        "The program prints bytes that belong to the protocol, and not to the text."
    )


@source("RFC 854")
def check_ends_lines_with_cr_lf(client: Client) -> None:
    """Each line that the client sends ends with CR LF.

    That is how a line ends on the network, and with telnet above all.

    Python: sendall(line + b"\\r\\n")

    C: Write "\\r\\n"; "\\n" alone is LF.
    """
    server = _Server(_start(client))
    lines = [server.ask(b"login: ", "the user's name"), server.ask(b"Password: ", "the password")]
    lines.append(server.take_command())
    server.part()
    for line, what in zip(lines, ("user's name", "password", "command"), strict=True):
        assert line.endswith(b"\r\n"), f"The line with the {what} ends with LF alone."


def check_says_that_the_login_is_refused(client: Client, peer: Peer) -> None:
    """If the password is wrong, the client says so with the server's words (`Login incorrect`), exit code 1.

    The server asks `login: ` again then, where the prompt would be. Wait for both, and see which of them comes.

    Python: sys.exit("message") prints it on stderr, and ends with 1.
    """
    peer.serve("telnet", users={_USER: "another"}, commands={"date": _ANSWER})
    _expect_failure(_start(client))
    assert "Login incorrect" in client.errors, "The message on stderr does not contain `Login incorrect`."


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: It raises ConnectionRefusedError, which is an OSError; sys.exit("message") prints it on stderr, and ends
    with 1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    _expect_failure(_start(client.without_server()).expect_attempt())


@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_server_has_gone(client: Client) -> None:
    """When the server closes the connection instead of an answer, the client says so, and ends with exit code 1.

    The end of the stream is no question, and no error of recv(): look for it.

    Python: recv() returns b"" then.

    C: recv() returns 0 then.
    """
    server = _Server(_start(client)).let_in()
    server.take_command()
    server.connection.finish_with(b"Goodb")
    _expect_failure(client)


@source("recv(2)", "socket(7)")
def check_gives_up_when_nothing_comes(client: Client) -> None:
    """When the server says nothing, the client gives up after 3 seconds, and ends with exit code 1.

    A server that hangs says nothing about it: wait no longer than that for each piece.

    Python: socket.create_connection((host, port), timeout=3) does so; without it, recv() waits for ever.

    C: setsockopt() with SO_RCVTIMEO, or poll() before recv().
    """
    _start(client).accept()
    client.expect_giving_up(*_PATIENCE, _FAILED)


@output
@source("RFC 854")
def check_prints_nothing_else(client: Client, peer: Peer, payload: Payload) -> None:
    """On stdout stands what the commands give, byte for byte, with LF for each CR LF, and nothing else.

    No prompt, no greeting, no command, no empty line.

    Python: sys.stdout.buffer.write(data) adds nothing; print() adds a line end.

    C: fwrite() adds nothing.
    """
    text = f"  {payload.word()}\n\n{payload.word()}  \n".encode()
    _serve(peer, text, welcome=f"Welcome, {payload.word()}\n")
    _expect_answer(client, text)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: create_connection() raises socket.gaierror then, which is an OSError.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words.
    """
    _expect_failure(_start(client.start(*client.usual(address="127.0.0.256"))))


@robust
@source("RFC 854")
def check_refuses_line_ends_in_arguments(client: Client) -> None:
    """A name or a command with an end of line in it is wrong usage: a message on stderr, exit code 2.

    What stands behind it would be a line of its own: the answer to another question.

    Python: Look for "\\r" and "\\n" in the arguments before all else.
    """
    host, port, user, command = client.usual()
    client.start(host, port, f"{user}\ngeheim", command).expect_usage_error()
    client.start(host, port, user, command, f"{command}\r\nexit").expect_usage_error()


@robust
@source("RFC 9293, 3.7", "RFC 854")
def check_puts_the_pieces_together(client: Client, peer: Peer, payload: Payload) -> None:
    """What comes byte by byte is understood as well: requests, questions and answers.

    TCP keeps no boundaries: a piece may end between the bytes of a request. Keep its beginning until the rest has come.
    """
    text = f"{payload.word()}\n".encode()
    _serve(peer, text).cut()
    _expect_answer(client, text)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_prints_a_long_answer(client: Client, peer: Peer, payload: Payload) -> None:
    """An answer that is longer than any buffer is printed whole.

    One recv() gives what is there, and no more: go on until the prompt comes.

    C: Let the buffer grow, or write what is surely no prompt.
    """
    text = "".join(f"{payload.word()} {'x' * 60}\n" for _ in range(400)).encode()
    _serve(peer, text)
    _expect_answer(client, text)


@robust
@source("RFC 9293, 3.7")
def check_prints_no_answer(client: Client, peer: Peer, payload: Payload) -> None:
    """If a command gives nothing, nothing is printed, and the next one is run.

    The next prompt comes at once then, with no line before it.
    """
    word = payload.word()
    peer.serve("telnet", users={_USER: _PASSWORD}, commands={"true": "", "date": f"{word}\n"})
    _start(client, "true", "date").expect_exit(0)
    client.expect_stdout(f"{word}\n".encode())


@robust
@source("RFC 854")
def check_prints_a_byte_255(client: Client, peer: Peer) -> None:
    """A byte 255 in an answer, which comes as IAC IAC, is printed, once.

    So that 255 can be sent as well, it is doubled. Here the answer is not UTF-8, but old Latin-1.

    Python: Write bytes to sys.stdout.buffer; whoever decodes them as UTF-8 loses this one.
    """
    text = b"na\xffve\n\xff\xff\n"
    _serve(peer, text)
    _expect_answer(client, text)


@robust
@source("RFC 854")
def check_doubles_a_byte_255(client: Client, peer: Peer) -> None:
    """A byte 255 in the password is sent twice.

    For the server, too, 255 begins a command of the protocol, unless it is doubled.

    Python: sys.stdin.buffer.readline() gives bytes, whichever they are; replace(b"\xff", b"\xff\xff") doubles it.
    """
    password = b"ge\xffheim"
    peer.serve("telnet", users={_USER: password})
    _start(client, password=password)
    peer.expect_note(f"login {_USER}: right")


@robust
@source("RFC 854")
def check_understands_cr_nul(client: Client, peer: Peer, payload: Payload) -> None:
    """CR NUL in an answer is a CR alone, and printed as that.

    A CR is followed by LF, and both are a line end; or by NUL, and then it is a carriage return and no more.
    """
    text = f" 50 %\r100 % {payload.word()}\n".encode()
    _serve(peer, text)
    _expect_answer(client, text)


@robust
@source("RFC 855")
def check_skips_subnegotiations(client: Client, payload: Payload) -> None:
    """What stands between IAC SB and IAC SE is skipped, whatever it is.

    SB is 250, SE is 240. In between may be what looks like text, like a prompt, and IAC IAC, which is a byte 255:
    behind it 240 is nothing special.
    """
    word = payload.text() + b"\n"
    between = b"\xff\xfa" + _ONE + b"no text\r\n$ \xff\xff\xf0 nor this\xff\xf0"
    _Server(_start(client)).answer(word[:5] + between + word[5:-1] + b"\r\n")
    client.expect_exit(0)
    client.expect_stdout(word)


@robust
@source("RFC 854")
def check_skips_short_commands(client: Client, payload: Payload) -> None:
    """A command of two bytes, such as IAC NOP (241) or IAC GA (249), is skipped, and nothing behind it.

    Only WILL, WONT, DO and DONT have a third byte. GA stands behind a prompt with many a server: it is your turn.
    """
    word = payload.text() + b"\n"
    server = _Server(_start(client))
    server.ask(b"login: \xff\xf9", "the user's name")
    server.ask(b"Pass\xff\xf1word: ", "the password")
    server.take_command()
    server.connection.send(word[:5] + b"\xff\xf1" + word[5:-1] + b"\r\n")
    server.part()
    client.expect_exit(0)
    client.expect_stdout(word)


@robust
@source("RFC 854")
def check_does_not_answer_refusals(client: Client) -> None:
    """DONT and WONT for an option that is not in use get no answer.

    They ask for nothing. If each of two answered whatever the other says, they would never end.

    Python: telnetlib answers them, unless set_option_negotiation_callback() gives it a function that does not.
    """
    server = _Server(_start(client))
    server.ask(_WONT + _ONE + _DONT + _TWO + b"login: ", "the user's name")
    server.ask(b"Password: ", "the password")
    server.take_command()
    server.part()
    told = {said: n for said, n in server.answers.items() if said.endswith((_ONE, _TWO))}
    assert not told, f"The program answers a refusal (WONT, DONT) with {_show(Counter(told))}."


@robust
@source("RFC 9293, 3.7")
def check_knows_a_prompt_from_a_price(client: Client, payload: Payload) -> None:
    """`$ ` within a line is not the prompt, even if what follows has not come yet.

    The prompt stands at the beginning of a line.

    Python: text == b"$ " or text.endswith(b"\n$ ")
    """
    lines = b"5 $ a piece, " + payload.text() + b"\r\n"
    _Server(_start(client)).answer(lines[:4], lines[4:])
    client.expect_exit(0)
    client.expect_stdout(lines.replace(b"\r", b""))


@robust
@source("RFC 9293, 3.7")
def check_knows_a_question_from_a_greeting(client: Client, peer: Peer, payload: Payload) -> None:
    """`Last login: ` in the greeting does not mean that the login was refused.

    The question `login: ` stands at the beginning of a line. Many a server greets in this way.
    """
    text = f"{payload.word()}\n".encode()
    _serve(peer, text, welcome="Last login: Fri Nov 27 08:15:00 on pts/0\n")
    _expect_answer(client, text)


@robust
@source("RFC 854")
def check_waits_for_its_turn(client: Client) -> None:
    """The client waits for each question before it answers.

    Whoever sends all at once may send the password as a name, which everybody sees. A question may come in two pieces.
    """
    server = _Server(_start(client))
    server.connection.send(b"Welcome\r\nlog")
    expect_patience(server.connection, "the whole question `login: `")
    server.ask(b"in: ", "the user's name")
    expect_patience(server.connection, "the question `Password: `")
    server.ask(b"Password: ", "the password")
    expect_patience(server.connection, "the prompt")


@robust
@source("RFC 3629, 3")
def check_sends_umlauts(client: Client, peer: Peer) -> None:
    """A command with umlauts is sent in UTF-8.

    In UTF-8 an umlaut is two bytes, and none of them is 255.

    Python: encode() does so; encode("ascii") raises UnicodeEncodeError.
    """
    peer.serve("telnet", users={_USER: _PASSWORD})
    _start(client, "echo Grüße")
    peer.expect_note("command echo Grüße")


@robust
@source("recv(2)", "socket(7)")
def check_gives_up_in_the_middle(client: Client) -> None:
    """When the answer stops coming, the client gives up after 3 seconds, and ends with exit code 1.

    Half an answer without a prompt is none. The time-out holds for each recv().
    """
    server = _Server(_start(client)).let_in()
    server.take_command()
    server.connection.send(b"one line\r\nand then")
    client.expect_giving_up(*_PATIENCE, _FAILED)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """When the server breaks off (RST), the client says so, and ends with exit code 1.

    recv() fails then, and so may every send().

    Python: Catch OSError around all of it.

    C: recv() returns -1, and perror() says why.
    """
    server = _Server(_start(client)).let_in()
    server.take_command()
    server.connection.reset()
    _expect_failure(client)


@robust
@source("RFC 9293, 3.5.3")
def check_does_not_mind_being_left(client: Client, payload: Payload) -> None:
    """However the server ends the connection after `exit`, even by a RST, all has gone well: exit code 0.

    All answers have come by then.
    """
    server = _Server(_start(client)).let_in()
    server.take_command()
    server.ask(payload.text() + b"\r\n$ ", "`exit`")
    server.connection.reset()
    client.expect_exit(0)
