"""Checks of netzwerkkommunikation/smtp_send/client: with aiosmtpd, and with answers of the grader's."""

from __future__ import annotations

from sockgrade import Client, Connection, Payload, Peer, output, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.mail import (
    Mail,
    answer_all,
    answer_until,
    greet,
    receive,
    take_text,
)
from sockgrade.behaviours.turns import expect_patience

#: The exit code of a client whose mail was not taken.
_NOT_SENT = 1
#: A text of which nothing is asked.
_TEXT = "Hallo Bernd,\nbis Freitag!\n"


def _give(client: Client, text: str = _TEXT) -> Client:
    """The client is started, if it has not been, and gets this text."""
    return client.feed(text.encode()).end_input()


def _start(client: Client, sender: str = "", recipient: str = "", subject: str = "") -> Client:
    """Start the client with these words, or the usual ones."""
    host, port, *usual = client.usual()
    words = [other or word for other, word in zip((sender, recipient, subject), usual, strict=True)]
    return client.start(host, port, *words)


def _sent(client: Client, peer: Peer, text: str = _TEXT) -> Mail:
    """The mail that the client sends with this text."""
    return receive(_give(client, text), peer)


def _expect_not_sent(client: Client, code: str = "") -> None:
    """The client says that nothing was sent, and the server's code."""
    client.expect_failure(_NOT_SENT)
    assert code in client.errors, f"The message on stderr does not name the server's code, {code}."
    assert "Gesendet" not in client.output, "The program says `Gesendet`, and nothing was sent."


def _called(client: Client) -> Connection:
    """The connection on which the client has been greeted."""
    return greet(_give(client))


def _take_mail(connection: Connection, **others: bytes) -> None:
    """Take the client's mail, with these answers in the place of the usual ones."""
    answer_until(connection, b"DATA", **others)
    take_text(connection)
    answer_all(connection.send(b"250 OK\r\n"))


def check_wants_five_arguments(client: Client) -> None:
    """Four arguments, or six, are wrong usage: a message on stderr, exit code 2.

    Compare their number before you use them. A subject of several words is one argument: the shell's quotes see to it.

    Python: len(sys.argv) is 6 for five arguments, since sys.argv[0] is the program itself; argparse counts by itself.

    C: argc is 6 for five arguments, since argv[0] is the program itself.
    """
    client.start(*client.usual()[:-1]).expect_usage_error()
    client.start(*client.usual(), "heute").expect_usage_error()


@source("connect(2)", "getaddrinfo(3)")
def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that it was told.

    Here it was told another port than the usual one.

    Python: smtplib.SMTP(host, port) connects; without a port it takes 25.

    C: getaddrinfo() takes both as they stand in argv.
    """
    _give(client.start(*client.usual(port=50125))).expect_documented_address()


@source("RFC 5321, 3.3")
def check_brings_a_mail_from_one_to_the_other(client: Client, peer: Peer, payload: Payload) -> None:
    """The server takes one mail, which comes from VON and goes to AN, and the exit code is 0.

    A mail is brought in three steps: MAIL FROM says who sends it, RCPT TO who shall get it, and after DATA comes the
    mail itself.

    Python: send_message(mail) of smtplib does all three; with sendmail() the two addresses are arguments.
    """
    sender, recipient = f"{payload.word()}@example.org", f"{payload.word()}@example.com"
    peer.serve("smtp")
    _start(client, sender, recipient)
    _sent(client, peer).expect_way(sender, recipient)


@source("RFC 5322, 3.6.2", "RFC 5322, 3.6.3")
def check_names_both_in_the_mail(client: Client, peer: Peer, payload: Payload) -> None:
    """The mail itself has the fields `From` and `To`, with the two addresses.

    What MAIL and RCPT say is for the servers, as an envelope is for the post. Who reads the mail sees its head only.

    Python: mail = EmailMessage(), and mail["From"] = …, mail["To"] = …
    """
    sender, recipient = f"{payload.word()}@example.org", f"{payload.word()}@example.com"
    peer.serve("smtp")
    _start(client, sender, recipient)
    mail = _sent(client, peer)
    mail.expect_address("From", sender)
    mail.expect_address("To", recipient)


@source("RFC 5322, 3.6.5")
def check_has_the_subject(client: Client, peer: Peer, payload: Payload) -> None:
    """The mail has the field `Subject`, with the last argument.

    It belongs into the head, above the empty line after which the text begins.

    Python: mail["Subject"] = sys.argv[5]
    """
    subject = f"Treffen am {payload.word()}"
    peer.serve("smtp")
    _start(client, subject=subject)
    _sent(client, peer).expect_subject(subject)


@source("RFC 5322, 2.1")
def check_sends_the_text(client: Client, peer: Peer, payload: Payload) -> None:
    """The text of the mail is what stood on standard input, all of it, to its end.

    An empty line does not end it. Between the head of a mail and its text stands an empty line, too: the first one.

    Python: sys.stdin.read() reads to the end; input() reads one line.

    C: fread() or getline() until they say that the end has come.
    """
    text = f"Hallo {payload.word()},\n\n  Ort: {payload.word()}\n\nGruß folgt\n".replace("ß", "ss")
    peer.serve("smtp")
    _sent(client, peer, text).expect_text(text)


@source("RFC 2047, 2", "RFC 5322, 2.2")
def check_keeps_umlauts_in_the_subject(client: Client, peer: Peer, payload: Payload) -> None:
    """A subject with umlauts arrives as it is.

    The head of a mail is ASCII. What is not must be encoded: `=?utf-8?q?M=C3=BCll?=` stands for Müll, and so does
    `=?utf-8?b?TcO8bGw=?=`.

    Python: EmailMessage does so by itself; with a text that you put together, email.header.Header(subject, "utf-8").

    C: Write the bytes of the UTF-8 as hexadecimal digits, with = before each, and a blank as _.
    """
    subject = f"Grüße für {payload.word()}"
    peer.serve("smtp")
    _start(client, subject=subject)
    _sent(client, peer).expect_subject(subject)


@source("RFC 3629, 3", "RFC 2045, 6.1")
def check_keeps_umlauts_in_the_text(client: Client, peer: Peer, payload: Payload) -> None:
    """A text with umlauts and other letters arrives as it is, in UTF-8.

    Whether as bytes (8bit), as quoted-printable or as base64, is up to you, if the head of the mail says so.

    Python: set_content(text) of EmailMessage does all of it. sendmail() of a str allows for ASCII only.

    C: The bytes that you have read are UTF-8 already.
    """
    text = f"Schöne Grüße aus Łódź,\n{payload.word()} kostet 5 €.\n"
    peer.serve("smtp")
    _sent(client, peer, text).expect_text(text)


@source("RFC 5321, 4.5.2")
def check_keeps_dots(client: Client, peer: Peer, payload: Payload) -> None:
    """A line that begins with a dot keeps it.

    The server takes a dot away from the beginning of a line: put another before it.

    Python: smtplib does so by itself.
    """
    text = f"Anbei:\n.{payload.word()}\n..{payload.word()}\n. ein Punkt\n"
    peer.serve("smtp")
    _sent(client, peer, text).expect_text(text)


@source("RFC 5321, 4.5.2")
def check_goes_on_after_a_single_dot(client: Client, peer: Peer, payload: Payload) -> None:
    """A line with nothing but a dot does not end the mail.

    For the server such a line is the end, and what follows are commands. Put another dot before it.

    Python: smtplib does so by itself.
    """
    text = f"{payload.word()}\n.\n{payload.word()}\n"
    peer.serve("smtp")
    _sent(client, peer, text).expect_text(text)


@source("RFC 5321, 2.3.8")
def check_ends_lines_with_cr_lf(client: Client, peer: Peer) -> None:
    """Every line of the mail ends with CR LF.

    On your machine a line ends with LF alone, in a mail never.

    Python: smtplib makes CR LF of it by itself.

    C: Write "\\r\\n" wherever "\\n" stands in the text.
    """
    peer.serve("smtp")
    _sent(client, peer).expect_line_ends()


@source("RFC 5321, 4.2.1", "RFC 5321, 3.3")
def check_says_that_the_recipient_is_refused(client: Client, peer: Peer) -> None:
    """If the server does not know the recipient (550), the client says so, with the code, and ends with exit code 1.

    Every command has an answer, and its first digit says how it went: 2 and 3 are good, 4 and 5 are not.

    Python: smtplib raises SMTPRecipientsRefused, an OSError; its text has the code in it.

    C: Read the answer to every command, and compare its first digit.
    """
    peer.serve("smtp", refuses={"RCPT": "550 No such mailbox here"})
    _expect_not_sent(_give(client), "550")


@source("RFC 5321, 4.2.1", "RFC 5321, 3.3")
def check_says_that_the_sender_is_refused(client: Client, peer: Peer) -> None:
    """If the server refuses the sender (553), the client says so, with the code, and ends with exit code 1.

    The answer to MAIL may be no, too.

    Python: smtplib raises SMTPSenderRefused, an OSError; its text has the code in it.
    """
    peer.serve("smtp", refuses={"MAIL": "553 Sender not allowed"})
    _expect_not_sent(_give(client), "553")


@source("RFC 5321, 4.2.5")
def check_says_that_the_mail_is_refused(client: Client, peer: Peer) -> None:
    """If the server refuses the mail when it has seen it (554), the client says so, and ends with exit code 1.

    Only the answer to the single dot at the end says that the mail was taken.

    Python: smtplib raises SMTPDataError, an OSError; its text has the code in it.
    """
    peer.serve("smtp", refuses={"DATA": "554 Looks like spam"})
    _expect_not_sent(_give(client), "554")


@source("RFC 5321, 3.1", "RFC 5321, 4.2.1")
def check_says_that_it_is_not_welcome(client: Client) -> None:
    """If the server greets with 421, since it has no time, the client says so, and ends with exit code 1.

    The server speaks first. Its greeting is an answer like the others, good if it begins with 2.

    Python: smtplib.SMTP(host, port) raises SMTPConnectError then, an OSError; its text has the code in it.
    """
    answer_all(greet(_give(client), b"421 Too busy, come back later"))
    _expect_not_sent(client, "421")


@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """If nobody listens there, the client says so on stderr, and ends with exit code 1.

    connect() fails then.

    Python: smtplib.SMTP(host, port) raises ConnectionRefusedError, an OSError; sys.exit("message") prints it on
    stderr, and ends with 1.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.
    """
    _expect_not_sent(_give(client.without_server()).expect_attempt())


@source("recv(2)", "socket(7)")
def check_gives_up_when_nothing_comes(client: Client) -> None:
    """When no greeting comes, the client gives up after 3 seconds, and ends with exit code 1.

    A server that hangs says nothing about it: wait no longer than that for each answer.

    Python: smtplib.SMTP(host, port, timeout=3) does so; without it, it waits for ever.

    C: setsockopt() with SO_RCVTIMEO, or poll() before recv().
    """
    _give(client).accept()
    client.expect_giving_up(2.0, 4.5, _NOT_SENT)


@output
def check_tells_that_it_is_sent(client: Client, peer: Peer, payload: Payload) -> None:
    """When the server has taken the mail, the client prints `Gesendet an` and the recipient.

    Print it on one line, and only when the last answer was a good one.
    """
    recipient = f"{payload.word()}@example.com"
    peer.serve("smtp")
    _give(_start(client, recipient=recipient)).expect_line(f"Gesendet an {recipient}")


@robust
@source("RFC 5322, 2.2", "RFC 5321, 4.1.1")
def check_refuses_line_ends_in_arguments(client: Client) -> None:
    """A subject or an address with an end of line in it is wrong usage: a message on stderr, exit code 2.

    Behind the end of a line another field would begin, or another command: whoever chooses the subject could send the
    mail to anybody.

    Python: Look for "\\r" and "\\n" in the arguments before all else. EmailMessage raises ValueError for them.
    """
    host, port, sender, recipient, subject = client.usual()
    client.start(host, port, sender, recipient, f"{subject}\nBcc: eve@example.com").expect_usage_error()
    client.start(host, port, sender, recipient, f"{subject}\r\n\r\nHa!").expect_usage_error()
    client.start(host, port, sender, f"{recipient}\nX-Other: {sender}", subject).expect_usage_error()
    client.start(host, port, f"{sender}\r\nX: {sender}", recipient, subject).expect_usage_error()


@robust
@source("RFC 2045, 4", "RFC 2045, 5", "RFC 2045, 6.1")
def check_says_how_the_text_is_encoded(client: Client, peer: Peer) -> None:
    """The head of the mail says that the text is UTF-8, and how it is encoded.

    `MIME-Version: 1.0`, `Content-Type: text/plain; charset=utf-8`, and, if there are bytes beyond ASCII in it,
    `Content-Transfer-Encoding: 8bit`. Whoever reads the mail may think of another alphabet otherwise.

    Python: set_content(text) of EmailMessage writes all three.
    """
    peer.serve("smtp")
    _sent(client, peer, "Schöne Grüße\n").expect_utf8()


@robust
@source("RFC 5322, 3.6.1")
def check_has_a_date(client: Client, peer: Peer) -> None:
    """The mail has the field `Date`, with the time at which it was written.

    A date looks as in `Fri, 13 Feb 2026 09:30:00 +0100`, in English everywhere.

    Python: mail["Date"] = email.utils.localtime(); email.utils.formatdate() gives the text.

    C: strftime() with "%a, %d %b %Y %H:%M:%S %z".
    """
    peer.serve("smtp")
    _sent(client, peer).expect_date()


@robust
@source("RFC 2047, 2", "RFC 2047, 5")
def check_keeps_a_long_subject(client: Client, peer: Peer, payload: Payload) -> None:
    """A long subject with many umlauts arrives whole.

    An encoded word must not be longer than 75 characters: longer ones are cut into several, each on a line of its own
    that begins with a blank. A letter must not be cut in two.

    Python: EmailMessage does so by itself.
    """
    subject = f"{'Müllgebührenänderungsankündigung ' * 5}{payload.word()}"
    peer.serve("smtp")
    _start(client, subject=subject)
    _sent(client, peer).expect_subject(subject, minds_blanks=False)


@robust
@source("RFC 5322, 2.1", "RFC 5322, 3.5")
def check_sends_an_empty_text(client: Client, peer: Peer) -> None:
    """A mail without any text is sent as well.

    The head, an empty line and the single dot are a whole mail.
    """
    peer.serve("smtp")
    _sent(client, peer, "").expect_text("")


@robust
@source("send(2)", "RFC 9293, 3.8.6")
def check_sends_a_long_text(client: Client, peer: Peer, payload: Payload) -> None:
    """A text that is longer than any buffer is sent whole.

    Read standard input to its end, and send until all of it has gone.

    Python: sys.stdin.read() reads all of it, and smtplib sends all of it; so does sendall().

    C: send() returns how many bytes it took: call it again for the rest. A line may begin in one piece and end in the
    next.
    """
    line = "x" * 68
    text = "".join(f"{payload.word()} {line}\n" for _ in range(3_500))
    peer.serve("smtp")
    _sent(client, peer, text).expect_text(text)


@robust
@source("RFC 9293, 3.7", "RFC 5321, 4.2.1")
def check_puts_answers_together(client: Client, peer: Peer, payload: Payload) -> None:
    """Answers that come in the smallest pieces are put together.

    TCP keeps no boundaries: an answer is whole when its last line has come, with CR LF. All lines but the last have a
    - behind the code.
    """
    text = f"{payload.word()}\n"
    peer.serve("smtp").cut(3)
    _sent(client, peer, text).expect_text(text)


@robust
@source("RFC 5321, 4.2.1")
def check_understands_a_greeting_of_several_lines(client: Client) -> None:
    """A greeting may have several lines, and they may come one by one.

    All lines but the last have a - behind the code: wait for the one with a blank there.
    """
    connection = _give(client).accept()
    connection.send_in_pieces([b"220-mail.example.net\r\n", b"220-Welcome\r\n"])
    expect_patience(connection, "the last line of the greeting")
    connection.send(b"220 Please\r\n")
    _take_mail(connection)
    client.expect_exit(0)


@robust
@source("RFC 5321, 3.2")
def check_says_helo_to_an_old_server(client: Client) -> None:
    """If the server does not know EHLO (500), the client says HELO.

    EHLO asks for extensions, and old servers have none. Whoever says HELO from the beginning is right as well.

    Python: smtplib does so by itself.
    """
    _take_mail(_called(client), EHLO=b"500 Command unrecognized")
    client.expect_exit(0)


@robust
@source("RFC 5321, 4.2.1", "RFC 5321, 3.4")
def check_takes_every_good_answer(client: Client) -> None:
    """An answer to RCPT with another code that begins with 2 is as good: 251, if the mail will be forwarded.

    The first digit says how it went; the others tell more about it.

    Python: smtplib does so by itself.
    """
    _take_mail(_called(client), RCPT=b"251 Will be forwarded")
    client.expect_exit(0)


@robust
@source("RFC 5321, 4.2.1")
def check_says_that_it_shall_come_later(client: Client, peer: Peer) -> None:
    """If the server cannot take the mail for now (451), the client says so, with the code and exit code 1.

    Codes that begin with 4 are as bad as those with 5, until somebody tries again.
    """
    peer.serve("smtp", refuses={"RCPT": "451 Try again in an hour"})
    _expect_not_sent(_give(client), "451")


@robust
@source("RFC 5321, 3.3")
def check_keeps_the_mail_if_it_may_not_go_on(client: Client) -> None:
    """If the server says no to DATA (554), the client says so, and does not send the mail.

    Only 354 means go on: all that is sent otherwise is taken for commands.

    Python: smtplib raises SMTPDataError, an OSError.
    """
    connection = _called(client)
    answer_until(connection, b"DATA")
    connection.send(b"554 No valid recipients\r\n")
    rest = connection.receive_all()
    assert b"Bernd" not in rest, "The program sends the mail although the server has said no to DATA."
    _expect_not_sent(client, "554")


@robust
@source("RFC 5321, 4.3.1")
def check_waits_for_its_turn(client: Client) -> None:
    """The client waits for the greeting, and after each command for the answer to it.

    The server speaks first, and then each in turn. Whoever sends all at once does not know whether any of it was taken.
    """
    connection = _give(client).accept()
    expect_patience(connection, "the greeting")
    connection.send(b"220 mail.example.net\r\n")
    answer_until(connection, b"MAIL")
    expect_patience(connection, "the answer to MAIL")
    connection.send(b"250 OK\r\n")


@robust
@source("RFC 5321, 2.3.8")
def check_ends_commands_with_cr_lf(client: Client) -> None:
    """The commands end with CR LF, too.

    With LF alone, some servers wait for the rest of the line.

    Python: smtplib does so by itself; by hand it is b"DATA\\r\\n".

    C: A command is "DATA\\r\\n"; "\\n" alone is LF.
    """
    connection = _called(client)
    for command in (b"MAIL", b"RCPT", b"DATA"):
        line = answer_until(connection, command)
        assert line.endswith(b"\r\n"), f"The command {command.decode()} ends with LF alone."
        connection.send(b"250 OK\r\n")


@robust
@source("RFC 5321, 4.1.1.10")
def check_says_goodbye(client: Client, peer: Peer) -> None:
    """When it is done, the client says QUIT before it closes the connection.

    So the server knows that nothing more will come.

    Python: `with smtplib.SMTP(…) as server:` does so at its end, or server.quit().
    """
    peer.serve("smtp")
    _give(client).expect_exit(0)
    peer.expect_note("QUIT")


@robust
@source("RFC 5321, 4.2.5")
def check_has_sent_what_was_taken(client: Client) -> None:
    """When the server closes the connection after it has taken the mail, the mail is sent all the same.

    From its 250 on the server is in charge of it. What becomes of the goodbye is of no account.

    Python: `with smtplib.SMTP(…)` does not mind; server.quit() raises SMTPServerDisconnected.
    """
    connection = _called(client)
    answer_until(connection, b"DATA")
    take_text(connection)
    connection.finish_with(b"250 OK\r\n")
    client.expect_exit(0)


@robust
@source("RFC 5321, 3.1")
def check_says_that_it_is_no_mail_server(client: Client) -> None:
    """If what answers is no mail server, the client says so, and ends with exit code 1.

    Somebody else may listen at that port. An answer begins with three digits.

    Python: smtplib takes this for the code -1, and raises SMTPConnectError.
    """
    answer_all(greet(_give(client), b"SSH-2.0-OpenSSH_9.2"))
    _expect_not_sent(client)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_server_has_gone(client: Client) -> None:
    """When the server closes the connection in the middle, the client says so, and ends with exit code 1.

    The end of the stream is no answer, and no error of recv(): look for it.

    Python: smtplib raises SMTPServerDisconnected, an OSError.

    C: recv() returns 0 then.
    """
    connection = _called(client)
    answer_until(connection, b"RCPT")
    connection.finish()
    _expect_not_sent(client)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """When the server breaks off (RST) instead of taking the mail, the client says so, and ends with exit code 1.

    Without a good answer to the single dot nobody knows whether the mail was taken.

    Python: Catch OSError around all of it.

    C: recv() returns -1, and perror() says why.
    """
    connection = _called(client)
    answer_until(connection, b"DATA")
    take_text(connection)
    connection.reset()
    _expect_not_sent(client)


@robust
@source("recv(2)", "socket(7)")
def check_gives_up_when_the_server_falls_silent(client: Client) -> None:
    """When the server does not say that it has taken the mail, the client gives up after 3 seconds, with exit code 1.

    The time-out holds for every answer, and not for the greeting only.
    """
    connection = _called(client)
    answer_until(connection, b"DATA")
    take_text(connection)
    client.expect_giving_up(2.0, 4.5, _NOT_SENT)


@robust
@source("getaddrinfo(3)")
def check_says_that_there_is_no_such_host(client: Client) -> None:
    """If there is no such host, the client says so on stderr, and ends with exit code 1.

    127.0.0.256, which it was given here, is no address, and nobody's name.

    Python: smtplib.SMTP(host, port) raises socket.gaierror then, an OSError.

    C: getaddrinfo() returns an error, of which gai_strerror() knows the words.
    """
    _expect_not_sent(_give(client.start(*client.usual(address="127.0.0.256"))))
