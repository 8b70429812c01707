"""Checks of netzwerkkommunikation/pop3_fetch/client: with Twisted's POP3, and with answers of the grader's."""

from __future__ import annotations

import re
from typing import Self

from sockgrade import Client, Payload, Peer, Word, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)

#: The exit code of a client that has not got all.
_FAILED = 1
#: Seconds: it is told to wait for three, and may say goodbye then, and wait as long for the answer to that.
_PATIENCE = 2.0, 8.0
#: Commands after which a client is not about to fetch a mail any more.
_MANY = 50
#: A mail of which nothing is asked.
_MAIL = b"From: bernd@example.net\r\nSubject: Hallo\r\n\r\nHallo Anna,\r\nbis morgen!\r\n"
#: A dot at the beginning of a line.
_DOT = re.compile(rb"^\.", re.MULTILINE)


def _mail(text: bytes, subject: str = "Hallo") -> bytes:
    """A mail with this text, whose lines end with CR LF."""
    return f"From: bernd@example.net\r\nTo: anna@example.org\r\nSubject: {subject}\r\n\r\n".encode() + text


def _file(number: int) -> str:
    """Where the client writes a mail to."""
    return f"mails/{number}.eml"


def _start(client: Client, password: str = "geheim", *, empties: bool = False) -> Client:
    """The client is started with this password."""
    client.start(*client.usual(), *(["leeren"] if empties else []))
    return client.type(password).end_input()


def _fetch(client: Client, peer: Peer, *mails: bytes, empties: bool = False) -> Client:
    """The client is started, with these mails in the mailbox."""
    peer.serve("pop3", users={"anna": "geheim"}, mails=mails)
    return _start(client, empties=empties)


def _expect_files(client: Client, *mails: bytes) -> None:
    """The client has ended well, and each mail stands in its file."""
    client.expect_exit(0)
    for number, mail in enumerate(mails, 1):
        if mail != (got := client.file(_file(number))):
            assert got != _DOT.sub(b"..", mail), "The dots that are for the way only stay in the file."
            assert got != _DOT.sub(b"", mail), "A dot at the beginning of a line has got lost."
        client.expect_file(_file(number), mail)


def _expect_failure(client: Client, text: str = "") -> None:
    """The client says that it has not got all, with the server's text."""
    client.expect_failure(_FAILED)
    assert text in client.errors, f"The message on stderr does not contain the server's answer, {text}."


class _Server:
    """The grader as a POP3 server, which answers command by command."""

    def __init__(self, client: Client, *mails: bytes, **instead: str) -> None:
        """The client comes; `instead` are answers to its commands that are not the usual ones."""
        self._mails, self._instead = mails, instead
        self.connection = client.accept()

    def greet(self, greeting: bytes = b"+OK mail.example.net") -> Self:
        """Say the first word."""
        self.connection.send(greeting + b"\r\n")
        return self

    def answer_until(self, last: str) -> Self:
        """Answer the client's commands, up to this one, which gets no answer."""
        for _ in range(_MANY):
            line = self.connection.receive_until(b"\n", "a command")
            if _words(line)[0] == last:
                return self
            self._answer(line)
        raise AssertionError(f"The client has sent {_MANY} commands, and none of them was {last}.")

    def answer_the_rest(self, but: str = "") -> None:
        """Answer whatever else the client says, up to this command or QUIT, and close the connection."""
        for _ in range(_MANY):
            line = self.connection.receive_line_if_it_comes()
            if not line or _words(line)[0] == but:
                break
            self._answer(line)
            if _words(line)[0] == "QUIT":
                break
        self.connection.finish()

    def _answer(self, line: bytes) -> None:
        name, *more = _words(line)
        answer = self._instead.get(name, "").encode() or self._usual(name, more)
        self.connection.send(answer + b"\r\n")

    def _usual(self, name: str, more: list[str]) -> bytes:
        sizes = [b"%d %d" % (number, len(mail)) for number, mail in enumerate(self._mails, 1)]
        names = [b"%d mail-%d" % (number, number) for number in range(1, len(self._mails) + 1)]
        about = {"LIST": sizes, "UIDL": names}.get(name, [])
        if name in ("USER", "PASS", "NOOP", "RSET", "DELE", "QUIT"):
            return b"+OK"
        if name == "STAT":
            return b"+OK %d %d" % (len(self._mails), sum(map(len, self._mails)))
        if name == "CAPA":
            return b"+OK\r\nUSER\r\nUIDL\r\nTOP\r\n."
        if about and not more:
            return b"\r\n".join([b"+OK", *about, b"."])
        if more and more[0].isdecimal() and 1 <= int(more[0]) <= len(self._mails):
            index = int(more[0]) - 1
            if about:
                return b"+OK " + about[index]
            if name == "RETR":
                return b"+OK\r\n" + _DOT.sub(b"..", self._mails[index]) + b"."
            if name == "TOP":
                return b"+OK\r\n" + self._mails[index].partition(b"\r\n\r\n")[0] + b"\r\n\r\n."
        return b"-ERR I cannot do that."


def _words(line: bytes) -> list[str]:
    """The command in a line, in capital letters, and what stands behind it."""
    return line.decode("latin-1").upper().split() or [""]


def check_wants_four_arguments_or_five(client: Client) -> None:
    """Three arguments, or six, or another word than `leeren` as the fifth, are wrong usage: exit code 2.

    Compare their number before you use them, and the fifth with the only word that it may be: who mistypes it must not
    find his mailbox in another state than he wanted.

    Python: len(sys.argv) is 5 for four arguments, since sys.argv[0] is the program itself; argparse counts by itself,
    and `nargs="?", choices=["leeren"]` is an argument that may be left out.

    C: argc is 5 for four arguments, since argv[0] is the program itself; strcmp() compares.
    """
    client.start(*client.usual()[:-1]).expect_usage_error()
    client.start(*client.usual(), "lesen").expect_usage_error()
    client.start(*client.usual(), "leeren", "leeren").expect_usage_error()


@source("connect(2)", "getaddrinfo(3)")
def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that it was told, whichever they are.

    110 is the usual port of POP3, and not the only one.

    Python: poplib.POP3(host, port) connects; without a port it takes 110.

    C: getaddrinfo() takes both as they stand in argv.
    """
    client.start(*client.usual(port=50110)).type("geheim").end_input().expect_documented_address()


@source("RFC 1939, 7", "RFC 1939, 5")
def check_fetches_a_mail(client: Client, peer: Peer, payload: Payload) -> None:
    """The client logs in, and writes the mail in the mailbox to `1.eml` in the folder, which it makes.

    USER says who you are, PASS proves it, and RETR with the number of a mail fetches it. Each line of the mail ends
    with CR LF, in the file as well.

    Python: user(), pass_() and retr() of poplib. What retr() gives has no line ends: put them behind each line.
    """
    user, password, mail = payload.word(), payload.word(), _mail(payload.text(60) + b"\r\n")
    peer.serve("pop3", users={user: password}, mails=[mail])
    host, port, _, folder = client.usual()
    client.start(host, port, user, folder).type(password).end_input()
    _expect_files(client, mail)


@source("RFC 1939, 5")
def check_fetches_every_mail(client: Client, peer: Peer, payload: Payload) -> None:
    """Each mail of the mailbox stands in a file of its own, by its number: `1.eml`, `2.eml`, `3.eml`.

    STAT says how many there are, and LIST names each. The first has the number 1.

    Python: len(server.list()[1]), or server.stat()[0], is how many there are.
    """
    mails = [_mail(payload.text(40) + b"\r\n") for _ in range(3)]
    _expect_files(_fetch(client, peer, *mails), *mails)


@source("RFC 1939, 3", "RFC 5322, 2.1")
def check_keeps_every_byte(client: Client, peer: Peer, payload: Payload) -> None:
    """A mail arrives as it is, byte for byte, whatever its letters are, with its blanks and empty lines.

    Its head says how to read it, and it need not be UTF-8. Do not make text of it.

    Python: Write bytes: open(name, "wb"), or write_bytes(). decode() fails, or changes something; strip() does, too.
    """
    lines = [b"", "Grüße".encode(), "Grüße".encode("latin-1"), b"\t one  two \t ", b"\xff\xfe\x80"]
    mail = _mail(b"\r\n".join([*lines, payload.text(20), b"", b"", b""]))
    _expect_files(_fetch(client, peer, mail), mail)


@source("RFC 1939, 3")
def check_takes_the_dots_away(client: Client, peer: Peer, payload: Payload) -> None:
    """A line that begins with a dot has as many of them in the file as in the mail.

    The server puts another dot before it, on its way only: take one away from each line that begins with two.

    Python: poplib does so by itself.
    """
    word = payload.word().encode()
    mail = _mail(b".%b\r\n..%b\r\n...\r\n a . b .. c\r\n. ein Punkt\r\n" % (word, word))
    _expect_files(_fetch(client, peer, mail), mail)


@source("RFC 1939, 3")
def check_goes_on_after_a_single_dot(client: Client, peer: Peer, payload: Payload) -> None:
    """A line of the mail that is nothing but a dot is no end: it comes as two dots, and the mail goes on.

    Only a line that is one dot as it comes is the end, and is no part of the mail.

    Python: poplib does so by itself.
    """
    mail = _mail(b"%b\r\n.\r\n%b\r\n" % (payload.word().encode(), payload.word().encode()))
    _expect_files(_fetch(client, peer, mail), mail)


@source("RFC 1939, 5")
def check_leaves_the_mails_there(client: Client, peer: Peer) -> None:
    """Without the word `leeren` no mail is deleted.

    RETR only reads. Who wants to keep his mails at the server shall find them there.
    """
    _fetch(client, peer, _MAIL, _MAIL).expect_exit(0)
    peer.expect_note("RETR 2")
    assert not [line for line in peer.notes if line.startswith("DELE")], (
        "The program deletes mails (DELE) although it was not told to."
    )


@source("RFC 1939, 5", "RFC 1939, 6")
def check_empties_the_mailbox(client: Client, peer: Peer) -> None:
    """With the word `leeren`, the client fetches every mail, deletes it (DELE), and says QUIT at the end.

    DELE only marks a mail. The server deletes what is marked when QUIT comes, and never if the connection ends without.

    Python: dele(number) for each, and quit() at the end; close() alone says nothing.
    """
    _expect_files(_fetch(client, peer, _MAIL, _MAIL, empties=True), _MAIL, _MAIL)
    for command in ("DELE 1", "DELE 2", "QUIT"):
        peer.expect_note(command)


@source("RFC 1939, 4")
def check_fetches_nothing_from_an_empty_mailbox(client: Client, peer: Peer) -> None:
    """If there is no mail, that is no error: no file, and exit code 0.

    STAT and LIST say so.
    """
    _fetch(client, peer).expect_exit(0).expect_no_file(_file(1))


@source("RFC 1939, 7", "RFC 1939, 3")
def check_says_that_the_login_is_refused(client: Client, peer: Peer, payload: Payload) -> None:
    """If the password is wrong, the client says so, with the server's answer and exit code 1, and prints nothing else.

    Each answer begins with +OK or -ERR. What stands behind it tells why: show it.

    Python: pass_() raises poplib.error_proto then, whose text is the answer. It is no OSError.

    C: Read the answer to each command, and compare its beginning.
    """
    peer.serve("pop3", users={"anna": payload.word()}, mails=[_MAIL])
    _expect_failure(_start(client), "Authentication failed")
    client.expect_no_file(_file(1))
    assert "Bytes" not in client.output, "The program says how many bytes came, and nobody let it in."


@source("RFC 1939, 4")
def check_says_that_it_is_not_welcome(client: Client) -> None:
    """If the server greets with -ERR, the client says so, with the server's answer, and ends with exit code 1.

    The server speaks first. Its greeting is an answer like the others.

    Python: poplib.POP3(host, port) raises poplib.error_proto then.
    """
    _start(client)
    _Server(client).greet(b"-ERR Too many of you").answer_the_rest()
    _expect_failure(client, "Too many of you")


@source("RFC 1939, 5", "RFC 1939, 3")
def check_says_that_a_mail_is_refused(client: Client) -> None:
    """If the server does not give a mail (-ERR), the client says so, with the server's answer, exit code 1 and no file.

    What comes after -ERR is no mail, and no line with a dot ends it.

    Python: retr() raises poplib.error_proto then.
    """
    _start(client)
    _Server(client, _MAIL, RETR="-ERR It is lost").greet().answer_the_rest()
    _expect_failure(client, "It is lost")
    client.expect_no_file(_file(1))


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: poplib.POP3(host, port) raises ConnectionRefusedError, an OSError; sys.exit("message") prints it on stderr,
    and ends with 1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    client.without_server().type("geheim").end_input().expect_attempt()
    _expect_failure(client)


@source("recv(2)", "socket(7)")
def check_gives_up_when_nothing_comes(client: Client) -> None:
    """When no greeting comes, the client gives up after 3 seconds, and ends with exit code 1.

    A server that hangs says nothing about it: wait no longer than that for each piece.

    Python: poplib.POP3(host, port, timeout=3) does so; without it, it waits for ever.

    C: setsockopt() with SO_RCVTIMEO, or poll() before recv().
    """
    _start(client).accept()
    client.expect_giving_up(*_PATIENCE, _FAILED)


@output
def check_tells_of_each_mail(client: Client, peer: Peer, payload: Payload) -> None:
    """For each mail the client prints a line with its number, the size of its file, and its subject.

    The subject stands in the head, in the field `Subject`. The size is that of the mail as it was sent, without the
    dots of the transmission.

    Python: message_from_bytes(mail)["Subject"], of the module email.
    """
    subjects = [f"Treffen am {payload.word()}", f"{payload.word()}, {payload.word()}"]
    mails = [
        _mail(b"..\r\n" + payload.text(size) + b"\r\n", s) for size, s in zip((30, 90), subjects, strict=True)
    ]
    _fetch(client, peer, *mails)
    for number, (mail, subject) in enumerate(zip(mails, subjects, strict=True), 1):
        line = f"{number}: {len(mail)} Bytes, {subject}"
        client.expect_line(Word(line), example="1: 532 Bytes, Treffen am Freitag")


@output
def check_tells_the_total(client: Client, peer: Peer, payload: Payload) -> None:
    """At the end the client prints how many mails and how many bytes have come.

    Add up the sizes of the files.
    """
    mails = [_mail(payload.text(payload.random.randrange(50, 200)) + b"\r\n") for _ in range(3)]
    _fetch(client, peer, *mails)
    client.expect_line(Word(f"3 E-Mails, {sum(map(len, mails))} Bytes"), example="3 E-Mails, 1234 Bytes")


@robust
@source("read(2)", "pipe(7)")
def check_waits_for_one_line_only(client: Client, peer: Peer) -> None:
    """The password is one line: the client begins when the line has come, and does not wait for the end of the input.

    Who types it does not press Ctrl-D as well.

    Python: sys.stdin.readline() or input() reads one line; sys.stdin.read() reads to the end.

    C: fgets() or getline() reads one line.
    """
    peer.serve("pop3", users={"anna": "geheim"}, mails=[_MAIL])
    client.type("geheim")
    _expect_files(client, _MAIL)


@robust
@source("RFC 1939, 7", "RFC 3629, 3")
def check_keeps_the_password_as_it_is(client: Client, peer: Peer, payload: Payload) -> None:
    """A password with blanks and umlauts goes to the server as it is, in UTF-8.

    All that stands behind PASS and one blank is the password, up to the line end: only that is not part of it.

    Python: rstrip("\\n") takes the line end away; strip() would take blanks, too. poplib encodes in UTF-8 by itself.

    C: "%s" of scanf() ends at the first blank.
    """
    password = f" {payload.word()}  für mich "
    peer.serve("pop3", users={"anna": password}, mails=[_MAIL])
    _expect_files(_start(client, password), _MAIL)


@robust
@source("RFC 1939, 3")
def check_refuses_line_ends_in_the_user(client: Client) -> None:
    """A user with an end of line in it is wrong usage: a message on stderr, exit code 2.

    Behind the end of a line another command begins: whoever chooses the name could delete mails.

    Python: Look for "\\r" and "\\n" in the argument before all else. poplib does not, in older versions.

    C: strpbrk(argv[3], "\\r\\n")
    """
    host, port, user, folder = client.usual()
    client.start(host, port, f"{user}\r\nDELE 1", folder).expect_usage_error()
    client.start(host, port, f"{user}\nx", folder).expect_usage_error()


@robust
@source("mkdir(2)", "open(2)")
def check_replaces_older_files(client: Client, peer: Peer, payload: Payload) -> None:
    """If the folder is there already, with a file `1.eml` in it, the mail takes its place.

    A longer one would stick out behind the new content; and other files in the folder are nobody's business.

    Python: mkdir(exist_ok=True) of a Path; open(name, "wb") empties the file.

    C: mkdir() fails with EEXIST then, which is no error here; fopen(name, "wb") empties the file.
    """
    client.put(_file(1), payload.text(500)).put("mails/notizen.txt", b"bleibt")
    _expect_files(_fetch(client, peer, _MAIL), _MAIL)
    client.expect_file("mails/notizen.txt", b"bleibt")


@robust
@source("RFC 1939, 5")
def check_tells_that_there_is_nothing(client: Client, peer: Peer) -> None:
    """For an empty mailbox, the client prints `0 E-Mails, 0 Bytes`.

    No mail is a number of mails, too.
    """
    _fetch(client, peer).expect_line(Word("0 E-Mails, 0 Bytes"))


@robust
@source("open(2)", "RFC 1939, 5")
def check_deletes_only_what_is_written(client: Client, peer: Peer) -> None:
    """If a file cannot be written, the client says so, with exit code 1, and does not delete that mail.

    Here a folder has the name `2.eml`. First write, then delete: the mail would be nowhere else.

    Python: open() raises IsADirectoryError then, an OSError.

    C: fopen() returns NULL, and perror() says why; also look at what fclose() returns.
    """
    client.put(f"{_file(2)}/other.txt", b"")
    _expect_failure(_fetch(client, peer, _MAIL, _MAIL, empties=True))
    assert "DELE 2" not in peer.notes, (
        "The program deletes the second mail, which it could not write to its file."
    )


@robust
@source("RFC 1939, 5")
def check_fetches_many_mails(client: Client, peer: Peer, payload: Payload) -> None:
    """Thirty mails are fetched, each into its file, over one connection.

    Numbers of mails may have more than one digit. Who logs in anew for each needs much longer.
    """
    mails = [_mail(payload.text(20) + b"\r\n") for _ in range(30)]
    _expect_files(_fetch(client, peer, *mails), *mails)
    logins = peer.notes.count("PASS")
    assert logins == 1, f"The program logs in {logins} times."


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_fetches_a_long_mail(client: Client, peer: Peer, payload: Payload) -> None:
    """A mail that is longer than any buffer is fetched whole, and so is one whose lines are as long as they may be.

    One recv() gives what is there, and no more: go on until the line with the single dot. A line has 998 characters at
    most.

    Python: retr() reads all of it. A file object, by makefile(), gives one line after the other.

    C: A line may begin in one piece and end in the next.
    """
    lines = [payload.word().encode() + b" " + b"x" * 60 for _ in range(3_000)]
    mails = [_mail(b"\r\n".join([*lines, b""])), _mail(3 * (b"y" * 998 + b"\r\n"))]
    _expect_files(_fetch(client, peer, *mails), *mails)


@robust
@source("RFC 5322, 2.1", "RFC 5322, 3.5")
def check_fetches_a_mail_without_text(client: Client, peer: Peer) -> None:
    """A mail that has a head only is fetched as well.

    The empty line behind the head is its last, or even that is missing.
    """
    mails = [_mail(b""), _mail(b"").removesuffix(b"\r\n"), _MAIL]
    _expect_files(_fetch(client, peer, *mails), *mails)


@robust
@source("RFC 9293, 3.7", "RFC 1939, 3")
def check_puts_the_pieces_together(client: Client, peer: Peer, payload: Payload) -> None:
    """Answers and mails that come in the smallest pieces are put together.

    TCP keeps no boundaries: a piece may end between CR and LF, or between the two dots. Look for the end in all that
    has come so far, and not in the last piece.
    """
    mail = _mail(payload.text(20) + b"\r\n.\r\n.x\r\n")
    peer.serve("pop3", users={"anna": "geheim"}, mails=[mail]).cut(3)
    _expect_files(_start(client), mail)


@robust
@source("RFC 2047, 2", "RFC 5322, 2.2.3")
def check_shows_an_encoded_subject(client: Client, peer: Peer, payload: Payload) -> None:
    """A subject that is encoded, and goes on in the next line, is shown as it is meant, on one line.

    `=?utf-8?q?M=C3=BCll?=` stands for Müll, and so does `=?utf-8?b?TcO8bGw=?=`. A line that begins with a blank goes on
    with the one before. Blanks between two encoded words do not count.

    Python: message_from_bytes(mail, policy=email.policy.default)["Subject"] decodes, and makes one line of it.

    C: _ stands for a blank in a `q` word, and = with two hexadecimal digits for a byte.
    """
    word = payload.word()
    head = f"=?utf-8?q?Gr=C3=BC=C3=9Fe_f=C3=BCr?=\r\n =?UTF-8?B?IGFsbGUg4oKs?=\r\n {word}"
    text = f"Grüße für alle € {word}"
    _fetch(client, peer, _mail(b"Hallo\r\n", head))
    client.expect_line(Word(f"Bytes, {text}"), example="1: 532 Bytes, Grüße")


@robust
@source("RFC 5322, 2.2", "RFC 5322, 3.6.5")
def check_finds_the_subject_in_the_head(client: Client, peer: Peer, payload: Payload) -> None:
    """The subject is the field `Subject` of the head, in letters of any case; without it, it says `(ohne Betreff)`.

    The head ends with the first empty line: what looks like a field behind it is text.

    Python: A message of the module email finds a field in any case; it gives None when there is none.
    """
    word = payload.word()
    text = b"Subject: nur Text\r\n"
    _fetch(
        client,
        peer,
        _MAIL.replace(b"Subject: Hallo", f"SUBJECT: {word}".encode()) + text,
        b"X: y\r\n\r\n" + text,
    )
    client.expect_line("1: ", Word(f"Bytes, {word}"), example=f"1: 532 Bytes, {word}")
    client.expect_line("2: ", "Bytes, (ohne Betreff)", example="2: 532 Bytes, (ohne Betreff)")


@robust
@source("RFC 1939, 3", "RFC 9293, 3.6", "recv(2)")
def check_leaves_no_half_mail(client: Client) -> None:
    """When the server closes the connection in the middle of a mail, the client says so, with exit code 1 and no file.

    Only the line with the single dot is the end of a mail. Half of it must not lie there as if it were whole.

    Python: retr() raises poplib.error_proto then. Open the file only when you have all of the mail.

    C: recv() returns 0. Remove what you have written.
    """
    _start(client)
    server = _Server(client, _MAIL).greet().answer_until("RETR")
    server.connection.finish_with(b"+OK\r\n" + _MAIL)
    _expect_failure(client)
    client.expect_no_file(_file(1))


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """When the server breaks off (RST) in the middle of a mail, the client says so, with exit code 1 and no file.

    Every recv() may fail, also when the one before went well.

    Python: Catch OSError around all of it, and poplib.error_proto.

    C: recv() returns -1, and perror() says why.
    """
    _start(client)
    server = _Server(client, _MAIL).greet().answer_until("RETR")
    server.connection.send_in_pieces([b"+OK\r\n" + _MAIL[:30]]).reset()
    _expect_failure(client)
    client.expect_no_file(_file(1))


@robust
@source("recv(2)", "socket(7)")
def check_gives_up_in_the_middle_of_a_mail(client: Client) -> None:
    """When a mail stops coming, the client gives up after 3 seconds, with exit code 1 and no file.

    The time-out holds for every piece, and not for the greeting only.
    """
    _start(client)
    server = _Server(client, _MAIL).greet().answer_until("RETR")
    server.connection.send(b"+OK\r\n" + _MAIL[:30])
    client.expect_giving_up(*_PATIENCE, _FAILED)
    client.expect_no_file(_file(1))


@robust
@source("RFC 1939, 6")
def check_says_goodbye(client: Client, peer: Peer) -> None:
    """When it is done, the client says QUIT before it closes the connection, also if it deletes nothing.

    So the server knows that all is well, and gives the mailbox free for the next one.

    Python: server.quit()
    """
    _fetch(client, peer, _MAIL).expect_exit(0)
    peer.expect_note("QUIT")


@robust
@source("RFC 1939, 6")
def check_says_that_nothing_was_deleted(client: Client) -> None:
    """With `leeren`, the answer to QUIT counts: if it is -ERR, the client shows it, and ends with exit code 1.

    The server deletes after QUIT, and may fail at it: the same mails would come again.

    Python: quit() raises poplib.error_proto then.
    """
    _start(client, empties=True)
    _Server(client, _MAIL, QUIT="-ERR Some are still there").greet().answer_the_rest()
    _expect_failure(client, "Some are still there")


@robust
@source("RFC 1939, 6")
def check_does_not_mind_being_left(client: Client) -> None:
    """Without `leeren`, all is well when the server closes the connection instead of an answer to QUIT: exit code 0.

    All has come. Whether the server answers the goodbye makes no difference then.

    Python: quit() raises poplib.error_proto.
    """
    _start(client)
    _Server(client, _MAIL).greet().answer_the_rest(but="QUIT")
    _expect_files(client, _MAIL)


@robust
@source("RFC 1939, 3")
def check_says_that_it_is_no_pop3(client: Client) -> None:
    """If it is no POP3 server that answers, the client says so, and ends with exit code 1.

    Somebody else may listen at that port. An answer of POP3 begins with +OK or -ERR.

    Python: poplib.POP3(host, port) raises poplib.error_proto then.
    """
    _start(client)
    _Server(client).greet(b"220 mail.example.net ESMTP").answer_the_rest()
    _expect_failure(client)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: poplib.POP3(host, port) raises socket.gaierror then, an OSError.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words.
    """
    client.start(*client.usual(address="127.0.0.256")).type("geheim").end_input()
    _expect_failure(client)
