"""Checks of netzwerkkommunikation/imap_fetch/client: with pymap, and with greetings of the grader's."""

from __future__ import annotations

from sockgrade import Client, Payload, Peer, Word, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.turns import expect_patience

#: The exit code of a client that could not fetch all that it should.
_FAILED = 1
#: Who comes, as exercise.toml says, and with what.
_USER, _PASSWORD = "anna", "geheim"
#: A mail that has been read, among the pairs of contents and flags that a mailbox is; and one that has not.
_SEEN, _UNSEEN = "\\Seen", ""
#: Seconds: it is told to wait for three, and may say goodbye then, and wait as long for the answer to that.
_PATIENCE = 2.0, 8.0
#: Bytes of an answer after which the server stops, and those of a mail that is longer than that.
_PART, _LONG = 700, 2_000


def _mail(payload: Payload, length: int = 60) -> bytes:
    """A mail with a text of its own."""
    return b"From: bernd@example.org\r\nSubject: %b\r\n\r\n%b\r\n" % (
        payload.word().encode(),
        payload.text(length),
    )


def _serve(peer: Peer, *mails: tuple[bytes, str], **more: object) -> None:
    """A server with these mails in INBOX; `more` is as in sockgrade.peers.imap."""
    usual = {"users": {_USER: _PASSWORD}, "mailboxes": {"INBOX": mails}}
    peer.serve("imap", **{**usual, **more})


def _give(client: Client, password: str = _PASSWORD) -> Client:
    """The client is started, if it has not been, and gets this password."""
    return client.type(password).end_input()


def _open(client: Client, mailbox: str) -> Client:
    """The client is told another mailbox than the usual one."""
    return _give(client.start(*client.usual()[:-1], mailbox))


def _expect_mails(client: Client, *mails: bytes) -> None:
    """The client ends well, and these are the files that it leaves: the first mail of a mailbox has the UID 101."""
    client.expect_exit(0)
    for uid, mail in enumerate(mails, start=101):
        client.expect_file(f"{uid}.eml", mail)


def _expect_failure(client: Client, words: str = "") -> None:
    """The client says that it has failed, with these words of the server's, and leaves no mail."""
    client.expect_failure(_FAILED)
    assert words in client.errors, f"The message on stderr does not contain the server's words: {words}"
    client.expect_no_file("101.eml")


def check_wants_four_arguments(client: Client) -> None:
    """Three arguments, or five, are wrong usage: a message on stderr, exit code 2.

    Compare their number before you use them. A mailbox of several words is one argument: the shell's quotes see to it.

    Python: len(sys.argv) is 5 for four arguments, since sys.argv[0] is the program itself; argparse counts by itself.

    C: argc is 5 for four arguments, since argv[0] is the program itself.
    """
    client.start(*client.usual()[:-1]).expect_usage_error()
    client.start(*client.usual(), "again").expect_usage_error()


@source("connect(2)", "getaddrinfo(3)")
def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that it was told.

    Here it was told another port than the usual one.

    Python: imaplib.IMAP4(host, port) connects; without a port it takes 143.

    C: getaddrinfo() takes both as they stand in argv.
    """
    _give(client.start(*client.usual(port=50143))).expect_documented_address()


@source("RFC 3501, 6.4.8", "RFC 3501, 2.3.1.1")
def check_fetches_an_unread_mail(client: Client, peer: Peer, payload: Payload) -> None:
    """A mail that nobody has read is fetched into a file that is named after its UID, and the exit code is 0.

    LOGIN, then EXAMINE or SELECT for the mailbox, then SEARCH UNSEEN and FETCH. With UID before them, both speak of
    UIDs: 101, say. Without it they count from 1, and the number changes when an older mail goes.

    Python: server.uid("SEARCH", "UNSEEN") and server.uid("FETCH", uid, "(BODY.PEEK[])"); server.search() and
    server.fetch() are the ones that count.
    """
    mail = _mail(payload)
    _serve(peer, (mail, _UNSEEN))
    _expect_mails(_give(client), mail)


@source("RFC 3501, 6.4.4", "RFC 3501, 7.2.5")
def check_fetches_all_that_are_unread(client: Client, peer: Peer, payload: Payload) -> None:
    """If there are several unread mails, each is fetched into a file of its own.

    The answer to SEARCH has all numbers on one line, with blanks in between.

    Python: server.uid("SEARCH", "UNSEEN") gives the status, and a list with that line: split() takes it apart.
    """
    mails = [_mail(payload, 60 + number) for number in range(3)]
    _serve(peer, *((mail, _UNSEEN) for mail in mails))
    _expect_mails(_give(client), *mails)


@source("RFC 3501, 2.3.2", "RFC 3501, 6.4.4")
def check_leaves_out_what_is_read(client: Client, peer: Peer, payload: Payload) -> None:
    """A mail that has been read already (flag `\\Seen`) is not fetched, and those after it are.

    SEARCH UNSEEN finds the others; FETCH with FLAGS tells the flags of each. Another flag, such as `\\Answered`, is of
    no account.
    """
    first, last = _mail(payload), _mail(payload)
    _serve(peer, (first, "\\Answered"), (_mail(payload), f"\\Answered {_SEEN}"), (last, _UNSEEN))
    _expect_mails(_give(client), first)
    client.expect_no_file("102.eml").expect_file("103.eml", last)


@source("RFC 3501, 6.4.5", "RFC 3501, 6.3.2")
def check_leaves_mails_unread(client: Client, peer: Peer, payload: Payload) -> None:
    """What was unread on the server is unread afterwards, and nothing else has changed there.

    FETCH with BODY[] or RFC822 marks a mail as read. BODY.PEEK[] does not, and a mailbox that was opened with EXAMINE
    does not change at all.

    Python: server.select(mailbox, readonly=True) sends EXAMINE.
    """
    mails = [_mail(payload), _mail(payload)]
    _serve(peer, *((mail, _UNSEEN) for mail in mails))
    _expect_mails(_give(client), *mails)
    peer.expect_note("DISCONNECTED")  # a change would be noted before
    changes = [note for note in peer.notes if note.startswith("CHANGED")]
    assert not changes, f"The client has changed something on the server, which notes: {'; '.join(changes)}"


@source("RFC 3501, 4.3")
def check_keeps_every_byte(client: Client, peer: Peer, payload: Payload) -> None:
    """A mail arrives as it is, byte for byte: with its line ends, its empty lines, and bytes beyond ASCII.

    `{1234}` says that 1234 bytes follow: write them as they are.

    Python: open(name, "wb") writes bytes. With "w" it would be text.

    C: fwrite() writes every byte; "%s" stops at the first zero.
    """
    mail = b"Subject: Bild\r\n\r\n\r\none\ntwo\r\n \t\r\n" + payload.binary(3_000) + b"\x00\xff\r\n\r\n"
    _serve(peer, (mail, _UNSEEN))
    _expect_mails(_give(client), mail)


@source("RFC 3501, 6.3.1")
def check_opens_the_mailbox_that_it_is_told(client: Client, peer: Peer, payload: Payload) -> None:
    """The mails come from the mailbox that was told on the command line.

    INBOX is the one that everybody has, and not the only one.
    """
    mail, other = _mail(payload), _mail(payload)
    _serve(peer, mailboxes={"INBOX": [(other, _UNSEEN)], "Archiv": [(mail, _UNSEEN)]})
    _expect_mails(_open(client, "Archiv"), mail)


@source("RFC 3501, 4.3")
def check_opens_a_mailbox_with_a_blank(client: Client, peer: Peer, payload: Payload) -> None:
    """The name of a mailbox may have a blank in it.

    A blank ends an argument of a command. In double quotes it does not: EXAMINE "Mein Archiv".

    Python: imaplib sends what it gets: put the quotes around the name yourself.
    """
    mail, other = _mail(payload), _mail(payload)
    _serve(peer, mailboxes={"Mein": [(other, _UNSEEN)], "Mein Archiv": [(mail, _UNSEEN)]})
    _expect_mails(_open(client, "Mein Archiv"), mail)


@source("RFC 3501, 7.2.5")
def check_finds_nothing_new(client: Client, peer: Peer, payload: Payload) -> None:
    """If there is nothing unread, or nothing at all, the client fetches nothing, and the exit code is 0.

    The answer to SEARCH has no numbers then. That is no error, and nothing that can be asked for with FETCH.

    Python: split() of an empty line gives an empty list, and a loop over it does nothing.
    """
    _serve(peer, mailboxes={"INBOX": [(_mail(payload), _SEEN)], "Leer": []})
    _give(client).expect_exit(0).expect_no_file("101.eml")
    _open(client, "Leer").expect_exit(0).expect_no_file("101.eml")


@source("RFC 3501, 6.2.3", "RFC 3501, 7.1.2")
def check_says_that_the_login_is_refused(client: Client, peer: Peer, payload: Payload) -> None:
    """If the password is wrong, the client shows the server's words on stderr, and ends with exit code 1.

    The answer to LOGIN says NO then. What stands behind it is for the user.

    Python: login() raises imaplib.IMAP4.error, with the words in it; it is no OSError.
    """
    _serve(peer, (_mail(payload), _UNSEEN))
    _expect_failure(_give(client, payload.word()), "Invalid authentication credentials")


@source("RFC 3501, 6.3.1", "RFC 3501, 7.1.2")
def check_says_that_there_is_no_such_mailbox(client: Client, peer: Peer, payload: Payload) -> None:
    """If there is no such mailbox, the client shows the server's words on stderr, and ends with exit code 1.

    The answer to EXAMINE or SELECT says NO then, and no mailbox is open.

    Python: select() raises nothing: it returns "NO" and a list with the words. Compare with "OK".
    """
    _serve(peer, (_mail(payload), _UNSEEN))
    _expect_failure(_open(client, payload.word()), "Mailbox does not exist")


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: imaplib.IMAP4(host, port) raises ConnectionRefusedError, an OSError; sys.exit("message") prints it on
    stderr, and ends with 1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    _expect_failure(_give(client.without_server()).expect_attempt())


@source("recv(2)", "socket(7)")
def check_gives_up_when_nothing_comes(client: Client) -> None:
    """When no greeting comes, the client gives up after 3 seconds, and ends with exit code 1.

    A server that hangs says nothing about it: wait no longer than that for each answer.

    Python: imaplib.IMAP4(host, port, timeout=3) does so; without it, it waits for ever.

    C: setsockopt() with SO_RCVTIMEO, or poll() before recv().
    """
    _give(client).accept()
    client.expect_giving_up(*_PATIENCE, _FAILED)


@output
def check_tells_what_came(client: Client, peer: Peer, payload: Payload) -> None:
    """For each mail that it has fetched, the client prints the name of the file, and how many bytes it has.

    Count what you write, or take the number out of `{1234}`.
    """
    mails = [_mail(payload, payload.random.randrange(1_000, 2_000)) for _ in range(2)]
    _serve(peer, *((mail, _UNSEEN) for mail in mails))
    _give(client)
    for uid, mail in enumerate(mails, start=101):
        client.expect_line(Word(f"{uid}.eml: {len(mail)} Bytes"), example="101.eml: 1234 Bytes")


@output
def check_tells_how_many_came(client: Client, peer: Peer, payload: Payload) -> None:
    """At last the client prints how many mails it has fetched: `Neu:` and the number, also if it is 0.

    Count the files that you have written.
    """
    mails = [(_mail(payload), _UNSEEN)] * 2 + [(_mail(payload), _SEEN)]
    _serve(peer, mailboxes={"INBOX": mails, "Leer": []})
    _give(client).expect_line(Word("Neu: 2"))
    _open(client, "Leer").expect_line(Word("Neu: 0"))


@robust
@source("RFC 3501, 2.2.1")
def check_refuses_line_ends_in_arguments(client: Client) -> None:
    """A user or a mailbox with an end of line in it is wrong usage: a message on stderr, exit code 2.

    Behind the end of a line the server would take the rest for another command: DELETE, say.

    Python: Look for "\\r" and "\\n" in the arguments before all else.
    """
    host, port, user, mailbox = client.usual()
    client.start(host, port, user, f'{mailbox}"\r\na9 DELETE "Archiv').expect_usage_error()
    client.start(host, port, f"{user}\n", mailbox).expect_usage_error()
    client.start(host, port, user, f"{mailbox}\r").expect_usage_error()


@robust
@source("RFC 3501, 4.3", "RFC 3501, 9")
def check_quotes_whatever_it_is_told(client: Client, peer: Peer, payload: Payload) -> None:
    """User, password and mailbox may have blanks, `"` and `\\` in them.

    Within double quotes a backslash stands before each `"` and each `\\`; first see to the backslashes. Take nothing
    away from the password but the end of its line.

    Python: imaplib does so for the password, and for nothing else. text.replace("\\\\", "\\\\\\\\") doubles them.
    """
    user, password, mailbox = 'Anna "Ann" M\\K', f' {payload.word()} \\ "x\\" ', 'A\\B "alt" (1)*%{3}'
    mail = _mail(payload)
    _serve(peer, users={user: password}, mailboxes={"INBOX": [], mailbox: [(mail, _UNSEEN)]})
    host, port, *_ = client.usual()
    _expect_mails(_give(client.start(host, port, user, mailbox), password), mail)


@robust
@source("RFC 3501, 4.3", "RFC 3501, 7")
def check_is_not_confused_by_what_a_mail_says(client: Client, peer: Peer, payload: Payload) -> None:
    """A mail in which lines stand that look like an answer of the server's arrives whole, and so does the next.

    Count the bytes: within a literal there are no lines, no answers and no end but the number before it. It need not
    end with the end of a line either.

    Python: imaplib counts by itself.
    """
    first = (
        b"Subject: )\r\n\r\n)\r\na4 OK Fetch completed.\r\n* 2 FETCH (UID 102 BODY[] {3}\r\nabc)\r\n"
        b"* SEARCH 7\r\n* BYE\r\nA0001 OK\r\n" + payload.text(20) + b" UID 109)"
    )
    second = _mail(payload)
    _serve(peer, (first, _UNSEEN), (second, _UNSEEN))
    _expect_mails(_give(client), first, second)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_the_pieces_together(client: Client, peer: Peer, payload: Payload) -> None:
    """Answers that come in the smallest pieces are put together.

    TCP keeps no boundaries: a piece may end within the number of a literal, or between CR and LF.

    C: Look for the end of the line in all that has come so far, and not in the last piece.
    """
    mails = [_mail(payload), _mail(payload)]
    _serve(peer, *((mail, _UNSEEN) for mail in mails))
    peer.cut(9)
    _expect_mails(_give(client), *mails)


@robust
@source("RFC 3501, 4.3", "recv(2)")
def check_fetches_a_long_mail(client: Client, peer: Peer, payload: Payload) -> None:
    """A mail longer than any buffer is fetched whole.

    One recv() gives what is there, and no more: go on until so many bytes have come as the server has announced.
    """
    mail = _mail(payload) + b"".join(b"%b\r\n" % payload.text(68) for _ in range(4_000))
    _serve(peer, (mail, _UNSEEN))
    _expect_mails(_give(client), mail)


@robust
@source("RFC 3501, 5.2", "RFC 3501, 7")
def check_passes_over_what_it_has_not_asked_for(client: Client, peer: Peer, payload: Payload) -> None:
    """The server may say at any time what nobody has asked for: how many mails there are, or what is marked now.

    Somebody else looks into the same mailbox. Take from an answer what you want, wherever it stands in it, and pass
    over the rest: `* 1 FETCH (FLAGS (\\Flagged))` has no mail in it.

    Python: In what FETCH returns, mails are tuples; all else are not. The first entry need not be one.
    """
    mail = _mail(payload)
    news = "* 1 EXISTS\r\n* OK Still here\r\n* 1 FETCH (FLAGS (\\Flagged))"
    adds = {"SELECT": "* OK Some news", "SEARCH": "* 1 EXISTS\r\n* 0 RECENT", "FETCH": news}
    _serve(peer, (mail, "\\Flagged"), adds=adds)
    _expect_mails(_give(client), mail)


@robust
@source("RFC 3501, 6.4.8")
def check_passes_over_a_mail_that_is_gone(client: Client, peer: Peer, payload: Payload) -> None:
    """If FETCH gives no mail, since it has been deleted meanwhile, it is passed over: exit code 0, and no file.

    A UID that is not there any more is no error for the server: it says OK, and nothing else.

    Python: fetch() and uid() return a list with None in it then.
    """
    _serve(peer, (_mail(payload), _UNSEEN), answers={"FETCH": "OK Fetch completed."})
    _give(client).expect_exit(0).expect_no_file("101.eml")


@robust
@source("RFC 3501, 7.1.1")
def check_waits_for_the_greeting(client: Client) -> None:
    """The client says nothing before the server has greeted it.

    The greeting says whether it is welcome, and that it is IMAP at all: no password should go to anything else.

    Python: imaplib waits by itself.
    """
    expect_patience(_give(client).accept(), "the greeting")


@robust
@source("RFC 3501, 7.1.2", "RFC 3501, 6.4.5")
def check_says_that_the_mail_is_refused(client: Client, peer: Peer, payload: Payload) -> None:
    """If the answer to FETCH is NO, the client shows the server's words on stderr, and ends with exit code 1.

    Every command may be refused, and the last line of its answer says so.

    Python: fetch() and uid() raise nothing: they return "NO" and a list with the words.
    """
    _serve(peer, (_mail(payload), _UNSEEN), answers={"FETCH": "NO The disk is broken"})
    _expect_failure(_give(client), "The disk is broken")


@robust
@source("RFC 3501, 7.1.5")
def check_says_that_it_is_not_welcome(client: Client) -> None:
    """If the server greets with BYE, since it has no time, the client says so, and ends with exit code 1.

    The greeting is good if it begins with `* OK`.

    Python: imaplib.IMAP4(host, port) raises IMAP4.error then, which is no OSError.
    """
    _give(client).accept().finish_with(b"* BYE Too busy, come back later\r\n")
    _expect_failure(client)


@robust
@source("RFC 3501, 7.1.5")
def check_says_that_the_server_leaves(client: Client, peer: Peer, payload: Payload) -> None:
    """When the server says BYE in the middle and closes the connection, the client says so, with exit code 1.

    BYE comes without a tag, at any time: the answer that you wait for does not come any more.

    Python: imaplib raises IMAP4.abort, which is an IMAP4.error.
    """
    _serve(peer, (_mail(payload), _UNSEEN), answers={"SELECT": "* BYE Shutting down"})
    _expect_failure(_give(client))


@robust
@source("RFC 3501, 4.3", "RFC 9293, 3.6")
def check_says_that_the_mail_is_cut_short(client: Client, peer: Peer, payload: Payload) -> None:
    """When the connection ends before the whole mail has come, the client says so, with exit code 1 and no file.

    The number before the mail says how long it is: compare. Half a mail must not lie there as if it were whole.

    Python: imaplib raises IMAP4.abort, which is an IMAP4.error.

    C: recv() returns 0 then.
    """
    _serve(peer, (_mail(payload, _LONG), _UNSEEN), stops={"FETCH": (_PART, "end")})
    _expect_failure(_give(client))


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client, peer: Peer, payload: Payload) -> None:
    """When the server breaks off (RST) in the middle of a mail, the client says so, with exit code 1 and no file.

    Every recv() may fail, also when the one before went well.

    Python: Catch OSError as well as IMAP4.error, around all of it. A goodbye may fail then, too.

    C: recv() returns -1, and perror() says why.
    """
    _serve(peer, (_mail(payload, _LONG), _UNSEEN), stops={"FETCH": (_PART, "reset")})
    _expect_failure(_give(client))


@robust
@source("recv(2)", "socket(7)")
def check_gives_up_in_the_middle(client: Client, peer: Peer, payload: Payload) -> None:
    """When the server falls silent in the middle of a mail, the client gives up after 3 seconds, and leaves no file.

    The time counts for each piece anew, and half a mail is none.

    Python: The timeout of imaplib.IMAP4() counts for every answer; TimeoutError is an OSError.

    C: SO_RCVTIMEO counts for every recv(): -1 with EAGAIN is not the end of the mail.
    """
    _serve(peer, (_mail(payload, _LONG), _UNSEEN), stops={"FETCH": (_PART, "silence")})
    _give(client).expect_giving_up(*_PATIENCE, _FAILED)
    client.expect_no_file("101.eml")


@robust
@source("RFC 3501, 7.1")
def check_says_that_it_is_no_imap(client: Client) -> None:
    """If what answers is no IMAP server, the client says so, and ends with exit code 1.

    Somebody else may listen at that port. A greeting of IMAP begins with `* `.

    Python: imaplib raises IMAP4.abort, which is an IMAP4.error.
    """
    _give(client).accept().finish_with(b"220 mail.example.net ESMTP\r\n")
    _expect_failure(client)


@robust
@source("RFC 3501, 6.1.3")
def check_says_goodbye(client: Client, peer: Peer, payload: Payload) -> None:
    """When it is done, the client says LOGOUT before it closes the connection.

    So the server knows that nothing more will come.

    Python: server.logout(), or `with imaplib.IMAP4(…) as server:` at its end. close() closes the mailbox only.
    """
    _serve(peer, (_mail(payload), _UNSEEN))
    _give(client).expect_exit(0)
    peer.expect_note("LOGOUT")


@robust
@source("RFC 3501, 3.4")
def check_does_not_mind_being_left(client: Client, peer: Peer, payload: Payload) -> None:
    """When the server closes the connection instead of answering to LOGOUT, all is well: exit code 0.

    All mails have come. What becomes of the goodbye makes no difference.

    Python: logout() raises IMAP4.abort then, at the end of a `with` as well.
    """
    mail = _mail(payload)
    _serve(peer, (mail, _UNSEEN), stops={"LOGOUT": (0, "end")})
    _expect_mails(_give(client), mail)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: imaplib.IMAP4(host, port) raises socket.gaierror then, an OSError.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words.
    """
    _expect_failure(_give(client.start(*client.usual(address="127.0.0.256"))))
