"""Checks of netzwerkkommunikation/ftp_download/client: with pyftpdlib, and with answers of the grader's."""

from __future__ import annotations

from typing import Self

from sockgrade import Client, Connection, Payload, Peer, Word, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)

#: The exit code of a client that got no file.
_NOTHING = 1
#: The file's name on the server, and here.
_PATH, _FILE = "bericht.pdf", "kopie.pdf"
#: Where the grader waits for the data connection, as a number and in the words of the answer to PASV.
_DATA, _DATA_IN_WORDS = 30021, "117,69"
#: Seconds: it is told to wait for three, and may say goodbye then, and wait as long for the answer to that.
_PATIENCE = 2.0, 8.0
#: What a server answers to the commands that a client may want, besides the one that fetches.
_REPLIES = {
    "USER": "331 Password, please.",
    "PASS": "230 Welcome.",
    "ACCT": "202 Not necessary.",
    "TYPE": "200 So be it.",
    "MODE": "200 So be it.",
    "STRU": "200 So be it.",
    "OPTS": "200 So be it.",
    "NOOP": "200 Still here.",
    "SYST": "215 UNIX Type: L8",
    "FEAT": "211 Nothing special.",
    "PWD": '257 "/"',
    "CWD": "250 There we are.",
    "PASV": f"227 Entering passive mode (127,0,0,1,{_DATA_IN_WORDS}).",
    "EPSV": f"229 Entering extended passive mode (|||{_DATA}|).",
    "QUIT": "221 Goodbye.",
}
#: Commands after which a client will not fetch anything any more.
_MANY = 50
#: Those of which a client takes more than the number.
_PASSIVE = ("PASV", "EPSV")


class _Server:
    """The grader as an FTP server, which answers command by command."""

    def __init__(
        self, client: Client, content: bytes = b"", *, is_wordy: bool = False, **instead: str
    ) -> None:
        """The client comes; `instead` are replies to its commands that are not the usual ones."""
        self._client = client.listen_at("127.0.0.1").listen_at("127.0.0.1", _DATA)
        self._replies = {**_REPLIES, "SIZE": f"213 {len(content)}", **instead}
        self._is_wordy = is_wordy
        self.control = client.accept()

    def say(self, reply: str) -> Self:
        """Answer; if it `is_wordy`, in several lines, of which only the last ends the answer."""
        if self._is_wordy and not reply.startswith(("227", "229", "213")):
            reply = f"{reply[:3]}-Dear client,\r\n 550 is what you do not get,\r\nand that is\r\n{reply}"
        self.control.send(f"{reply}\r\n".encode())
        return self

    def transfer(self) -> Connection:
        """Greet, answer all up to RETR, and that, too: the data connection."""
        self.say("220 Service ready.")
        is_passive = False
        for _ in range(_MANY):
            name = _name(self.control.receive_until(b"\n", "a command"))
            if name == "RETR" and is_passive:
                self.say("150 Here it comes.")
                return self._client.accept()
            is_passive = is_passive or name in _PASSIVE
            self._answer(name)
        raise AssertionError(f"The client has sent {_MANY} commands, and has fetched nothing yet.")

    def answer_the_rest(self) -> None:
        """Answer whatever else the client says."""
        for _ in range(_MANY):
            line = self.control.receive_line_if_it_comes()
            if not line:
                break
            self._answer(_name(line))
        self.control.finish()

    def _answer(self, name: str) -> None:
        usual = "425 Where to? Use PASV first." if name == "RETR" else "502 I cannot do that."
        self.say(self._replies.get(name, usual))


def _name(line: bytes) -> str:
    """The command in a line."""
    return (line.decode("latin-1").split() or [""])[0].upper()


def _expect_file(client: Client, content: bytes) -> None:
    client.expect_exit(0)
    client.expect_file(_FILE, content)


def _expect_nothing(client: Client) -> None:
    client.expect_failure(_NOTHING)
    client.expect_no_file(_FILE)


def check_wants_four_arguments(client: Client) -> None:
    """Three arguments, or five, are wrong usage: a message on stderr, exit code 2.

    Compare their number before you use them, and not only whether there are enough.

    Python: len(sys.argv) is 5 for four arguments, since sys.argv[0] is the program itself; argparse counts by itself.

    C: argc is 5 for four arguments, since argv[0] is the program itself.
    """
    client.start(*client.usual()[:3]).expect_usage_error()
    client.start(*client.usual(), "again").expect_usage_error()


@source("RFC 959, 5.2")
def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that it was told, whichever they are.

    21 is the usual port of FTP, and not the only one.

    Python: FTP(host) connects to port 21 at once. FTP() alone does not: connect(host, port) comes after it.
    """
    client.start(*client.usual(port=2021)).expect_documented_address()


@source("RFC 959, 3.2", "RFC 1635")
def check_fetches_a_file(client: Client, peer: Peer, payload: Payload) -> None:
    """What the server has under this path stands in the file afterwards, and the exit code is 0.

    The client logs in as anonymous, asks for the passive mode (PASV or EPSV), connects to the port in the answer, and
    says RETR: the content comes over that second connection. The active mode (PORT) is not to be had here. Commands end
    with CR LF.

    Python: login() without arguments is anonymous; retrbinary("RETR …", callback) does the rest, in passive mode.

    C: The port is p1 * 256 + p2, of the six numbers in the answer to PASV.
    """
    text = payload.text(60)
    peer.serve("ftp", files={_PATH: text})
    _expect_file(client, text)


@source("RFC 959, 4.1.3")
def check_fetches_from_a_folder(client: Client, peer: Peer, payload: Payload) -> None:
    """The path may lead through folders, and the file has the name that the client was told.

    The path is the server's affair, and goes to it as it is; the name of the file here is another argument.
    """
    text = payload.text(60)
    peer.serve("ftp", files={"pub/neu/bild.png": text, "bild.png": b"another one"})
    host, port, _, file = client.usual()
    client.start(host, port, "pub/neu/bild.png", file)
    _expect_file(client, text)


@source("RFC 959, 3.1.1.1", "RFC 959, 3.1.1.3")
def check_keeps_every_byte(client: Client, peer: Peer, payload: Payload) -> None:
    """A file arrives as it is, byte for byte: in binary mode (TYPE I).

    In text mode (TYPE A), which holds until a client says otherwise, the server sends CR LF for each line end: a
    picture or an archive is spoilt by that.

    Python: retrbinary() says TYPE I by itself; retrlines() is for text, and takes the line ends away. Write to what
    open(name, "wb") returns.

    C: Say "TYPE I\\r\\n" before RETR. fwrite() writes every byte; "%s" stops at the first zero.
    """
    data = b"one\ntwo\r\nthree\rfour\x00\xff\xfe\n\n" + payload.binary(3_000)
    peer.serve("ftp", files={_PATH: data})
    _expect_file(client, data)


@source("RFC 959, 4.2")
def check_says_that_there_is_no_such_file(client: Client, peer: Peer) -> None:
    """If the server has no such file, the client says so, with the server's answer (550), exit code 1 and no file.

    A reply that begins with 4 or 5 means that there is nothing. Show it: the server knows best why.

    Python: retrbinary() raises ftplib.error_perm then, whose text is the answer. It is one of ftplib.all_errors, and
    no OSError. Open the file only when you have the content, or remove it.
    """
    peer.serve("ftp")
    _expect_nothing(client)
    assert "550" in client.errors, "The message on stderr does not contain the server's answer, 550."


@source("RFC 959, 4.1.1")
def check_says_that_the_login_is_refused(client: Client, peer: Peer, payload: Payload) -> None:
    """If the server lets nobody in who is anonymous, the client shows its answer (530), with exit code 1 and no file.

    The answer to the password says whether you are in.

    Python: login() raises ftplib.error_perm then.
    """
    peer.serve("ftp", files={_PATH: payload.text(60)}, users={"eva": payload.word()})
    _expect_nothing(client)
    assert "530" in client.errors, "The message on stderr does not contain the server's answer, 530."


@output
def check_tells_how_much_came(client: Client, peer: Peer, payload: Payload) -> None:
    """The client prints how many bytes the file has: the number, and `Bytes`.

    Count what you write, or take the length of all of it.
    """
    text = payload.text(payload.random.randrange(1_000, 2_000))
    peer.serve("ftp", files={_PATH: text})
    client.expect_line(Word(f"{len(text)} Bytes"), example="1234 Bytes")


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: It raises ConnectionRefusedError, which is an OSError; sys.exit("message") prints it on stderr, and ends
    with 1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    client.without_server().expect_attempt()
    _expect_nothing(client)


@source("RFC 959, 3.4.1", "RFC 959, 4.2")
def check_says_that_the_transfer_is_cut_short(client: Client, payload: Payload) -> None:
    """If the server breaks the transfer off (426), the client says so, with exit code 1 and no file.

    The end of the data connection is the end of the file, and of half a file as well. Which of them it is says the
    server's last answer: only 226 means that all has come. Half a file must not lie there as if it were whole.

    Python: retrbinary() raises ftplib.error_temp then, when your callback has got the half. ntransfercmd() does not
    read the last answer: call voidresp().
    """
    content = payload.text(1_000)
    server = _Server(client, content)
    server.transfer().send(content[:400]).finish()
    server.say("426 Transfer aborted.").answer_the_rest()
    _expect_nothing(client)


@source("recv(2)", "socket(7)")
def check_gives_up_when_nothing_comes(client: Client) -> None:
    """When the server says nothing, the client gives up after 3 seconds, and ends with exit code 1.

    A server that hangs says nothing about it: wait no longer than that for each piece, for the greeting as well.
    Whoever says QUIT then may wait as long again for the answer.

    Python: FTP(timeout=3) does so, and for the data connection, too; without it, it waits for ever.

    C: setsockopt() with SO_RCVTIMEO, or poll() before recv(), for both sockets.
    """
    client.accept()
    client.expect_giving_up(*_PATIENCE, _NOTHING)
    client.expect_no_file(_FILE)


@robust
@source("recv(2)", "socket(7)")
def check_gives_up_in_the_middle_of_the_data(client: Client, payload: Payload) -> None:
    """When the data stop coming, the client gives up after 3 seconds, with exit code 1 and no file.

    The data connection is another socket, and needs a time-out of its own.

    Python: ftplib gives the time-out of the FTP object to it; a socket that you make yourself has none.

    C: SO_RCVTIMEO belongs to one socket: set it for the second one as well.
    """
    content = payload.text(1_000)
    _Server(client, content).transfer().send(content[:400])
    client.expect_giving_up(*_PATIENCE, _NOTHING)
    client.expect_no_file(_FILE)


@robust
@source("RFC 959, 3.4.1")
def check_fetches_an_empty_file(client: Client, peer: Peer) -> None:
    """A file without any content is fetched as well: afterwards there is an empty file.

    No content is no error: what counts is the answer 226.
    """
    peer.serve("ftp", files={_PATH: b""})
    _expect_file(client, b"")


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_fetches_a_long_file(client: Client, peer: Peer, payload: Payload) -> None:
    """A file longer than any buffer is fetched whole.

    One recv() gives what is there, and no more: go on until the data connection ends.

    Python: retrbinary() calls its callback for each piece: collect them, or write each. An assignment keeps the last.
    """
    data = payload.binary(1_000_000)
    peer.serve("ftp", files={_PATH: data})
    _expect_file(client, data)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_the_pieces_together(client: Client, peer: Peer, payload: Payload) -> None:
    """Answers and content that come in the smallest pieces are put together.

    TCP keeps no boundaries: a piece may end in the middle of a number, or between CR and LF. An answer ends with its
    line.

    C: Look for the line end in all that has come so far, and not in the last piece.
    """
    text = payload.text(60)
    peer.serve("ftp", files={_PATH: text}).cut(5)
    _expect_file(client, text)


@robust
@source("RFC 9293, 3.7", "RFC 959, 5.4")
def check_takes_answers_apart(client: Client, peer: Peer, payload: Payload) -> None:
    """When two answers come together, such as 150 and 226, the client notices both.

    For a short file the server says at once that the data come, and that all of them have come. What stands behind the
    first line is the beginning of the next answer: keep it.

    Python: A file object, by makefile(), gives one line after the other, with readline().
    """
    text = payload.text(60)
    peer.serve("ftp", files={_PATH: text}).merge()
    _expect_file(client, text)


@robust
@source("RFC 959, 4.2")
def check_understands_answers_of_several_lines(client: Client, payload: Payload) -> None:
    """An answer of several lines is one answer: it ends with the line that begins with its number and a blank.

    The first line has a hyphen behind the number. What stands between is for people, whatever it begins with.

    Python: ftplib does so by itself.

    C: Remember the number of the first line, and compare: a line is not the last because its fourth character is a
    blank.
    """
    content = payload.text(60)
    server = _Server(client, content, is_wordy=True)
    server.transfer().send(content).finish()
    server.say("226 Complete.").answer_the_rest()
    _expect_file(client, content)


@robust
@source("RFC 959, 3.3", "RFC 959, 4.2")
def check_reads_the_data_to_their_end(client: Client, payload: Payload) -> None:
    """If the answer 226 overtakes the data, the client reads them to their end all the same.

    Nothing keeps the order between two connections. The file is complete when the answer is there, and the data
    connection has ended: both.
    """
    content = payload.text(1_000)
    server = _Server(client, content)
    data = server.transfer()
    server.say("226 Complete.")
    client.come_to_rest()
    data.send_in_pieces([content[:400], content[400:]]).finish()
    server.answer_the_rest()
    _expect_file(client, content)


@robust
@source("RFC 959, 5.4")
def check_does_not_mind_being_left(client: Client, payload: Payload) -> None:
    """When the server closes the connection right after 226, the file is fetched all the same, with exit code 0.

    All has come. Whether the server hears the goodbye makes no difference.

    Python: quit() raises EOFError then; the `with` of FTP minds by itself.
    """
    content = payload.text(60)
    server = _Server(client, content)
    server.transfer().send(content).finish()
    server.say("226 Complete.").control.finish()
    _expect_file(client, content)


@robust
@source("open(2)")
def check_replaces_an_older_file(client: Client, peer: Peer, payload: Payload) -> None:
    """If there is a file of this name already, nothing of it is left afterwards.

    A longer one would stick out behind the new content.

    Python: open(name, "wb") empties the file; "ab" and "r+b" do not.

    C: fopen(name, "wb"), or open() with O_TRUNC.
    """
    text = payload.text(60)
    client.put(_FILE, payload.text(200))
    peer.serve("ftp", files={_PATH: text})
    _expect_file(client, text)


@robust
@source("open(2)")
def check_says_that_it_cannot_write(client: Client, peer: Peer, payload: Payload) -> None:
    """If the file cannot be written, the client says so on stderr, and ends with exit code 1.

    Here it shall lie in a folder that is not there.

    Python: open() raises FileNotFoundError then, an OSError.

    C: fopen() returns NULL, and perror() says why.
    """
    peer.serve("ftp", files={_PATH: payload.text(60)})
    host, port, path, file = client.usual()
    client.start(host, port, path, f"nowhere/{file}").expect_failure(_NOTHING)


@robust
@source("RFC 2640")
def check_fetches_a_name_with_blanks_and_umlauts(client: Client, peer: Peer, payload: Payload) -> None:
    """A path with blanks and umlauts in it goes to the server as it is, in UTF-8.

    What follows RETR and one blank is the path, up to the line end: nothing in it is replaced, and no quotes stand
    around it.

    Python: ftplib encodes in UTF-8 by itself; encode() does so, too.
    """
    text = payload.text(60)
    peer.serve("ftp", files={"Neue Bücher/Teil 1.txt": text})
    host, port, _, file = client.usual()
    client.start(host, port, "Neue Bücher/Teil 1.txt", file)
    _expect_file(client, text)


@robust
@source("RFC 959, 5.4")
def check_needs_no_password(client: Client, payload: Payload) -> None:
    """If the server lets the client in without a password (230 for USER), the client sends none, and goes on.

    331 means that a password is wanted, 230 that nothing more is. Whoever sends one all the same is told 503.

    Python: login() looks at the answer by itself.
    """
    content = payload.text(60)
    server = _Server(client, content, USER="230 Come in.", PASS="503 What for?")
    server.transfer().send(content).finish()
    server.say("226 Complete.").answer_the_rest()
    _expect_file(client, content)


@robust
@source("RFC 2428, 3")
def check_takes_the_port_alone(client: Client, payload: Payload) -> None:
    """Of the answer to PASV the client takes the port alone: the data come from the server that it talks to.

    A server behind a router knows only its inner address, which is nobody's outside; and a bad one could send the
    client to somebody else.

    Python: ftplib does so by itself, since Python 3.9.3.

    C: getpeername() tells where the first connection leads to: put the other port into that address.
    """
    content = payload.text(60)
    client.listen_at("127.0.0.77", _DATA)
    server = _Server(client, content, PASV=f"227 Entering passive mode (127,0,0,77,{_DATA_IN_WORDS}).")
    data = server.transfer()
    came_to, _ = data.local_address
    assert came_to == "127.0.0.1", f"The data connection leads to {came_to} instead of the server, 127.0.0.1."
    data.send(content).finish()
    server.say("226 Complete.").answer_the_rest()
    _expect_file(client, content)


@robust
@source("RFC 959, 4.2", "RFC 9293, 3.6")
def check_says_that_the_last_answer_is_missing(client: Client, payload: Payload) -> None:
    """When the server hangs up before it has said 226, the client says so, with exit code 1 and no file.

    Without the answer nobody knows whether that was all.

    Python: ftplib raises EOFError then, which is no OSError, but one of ftplib.all_errors.

    C: recv() returns 0.
    """
    content = payload.text(60)
    server = _Server(client, content)
    server.transfer().send(content).finish()
    server.control.finish()
    _expect_nothing(client)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_data_broke_off(client: Client, payload: Payload) -> None:
    """When the data connection breaks off (RST), the client says so, with exit code 1 and no file.

    Every recv() may fail, also when the one before went well.

    Python: Catch ftplib.all_errors around all of it. Write when all has come, or remove what you have written.

    C: recv() returns -1, and perror() says why. It is not the end of the data, which is 0.
    """
    content = payload.text(1_000)
    server = _Server(client, content)
    server.transfer().send_in_pieces([content[:400]]).reset()
    server.say("426 Transfer aborted.").answer_the_rest()
    _expect_nothing(client)


@robust
@source("RFC 959, 5.4")
def check_says_that_the_server_has_no_time(client: Client) -> None:
    """If the server greets with 421, it has no time: the client says so, with exit code 1 and no file.

    The greeting is an answer as well, and has a number. Only 220 invites you to go on.

    Python: connect() raises ftplib.error_temp then.
    """
    server = _Server(client)
    server.say("421 Too many clients.").control.finish()
    _expect_nothing(client)
    assert "421" in client.errors, "The message on stderr does not contain the server's answer, 421."


@robust
@source("RFC 959, 4.2")
def check_says_that_it_is_no_ftp(client: Client) -> None:
    """If it is no FTP server that answers, the client says so, with exit code 1 and no file.

    Somebody else may listen at that port. An answer of FTP begins with a number of three digits.

    Python: connect() raises ftplib.error_proto then. int() of something else raises ValueError, which is no OSError.
    """
    server = _Server(client)
    server.control.send(b"+OK POP3 server ready\r\n").finish()
    _expect_nothing(client)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_there_is_no_greeting(client: Client) -> None:
    """When the server closes the connection without a word, the client says so, with exit code 1 and no file.

    The end of the stream is no answer.

    Python: connect() raises EOFError then: ftplib.all_errors has it.

    C: recv() returns 0. Whoever goes on then until there is a line end never ends.
    """
    _Server(client).control.finish()
    _expect_nothing(client)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: connect() raises socket.gaierror then, which is an OSError.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words.
    """
    client.start(*client.usual(address="127.0.0.256"))
    _expect_nothing(client)
