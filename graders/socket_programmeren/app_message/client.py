"""Checks of socket_programmeren/app_message/client."""

from __future__ import annotations

import json

from sockgrade import Client, Connection, Payload, output, robust, source
from sockgrade.behaviours import messages
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import (
    check_connects_to_the_documented_address,
    check_says_that_the_server_is_absent,
)


def _ask(client: Client, action: str = "search", value: str = "tcp") -> Connection:
    """Start the client with these words; where it has asked."""
    address, port, *_ = client.usual()
    connection = client.start(address, port, action, value).accept()
    connection.receive_anything(messages.text({"action": action, "value": value}))
    return connection


def _result(text: str, encoding: str = "utf-8") -> bytes:
    return messages.text({"result": text}, encoding)


def check_sends_what_its_arguments_say(client: Client, payload: Payload) -> None:
    """The client sends a message with its two arguments: {"action": ACTIE, "value": WAARDE}.

    Send the two bytes of the header's length, big-endian, the header, and the content, whose length the header names.

    Python: json.dumps() makes text of a dict, encode() bytes of the text, and len() tells how many. struct.pack("!H",
    length) makes two bytes of the length.
    """
    action, value = payload.word(), payload.word()
    address, port, *_ = client.usual()
    message = messages.receive(client.start(address, port, action, value).accept())
    message.expect({"action": action, "value": value})


def check_sends_one_message(client: Client) -> None:
    """The client sends one message, and nothing after it.

    `content-length` is the number of the content's bytes: no more of them may follow.
    """
    connection = client.accept()
    messages.receive(connection)
    connection.expect_silence()


def check_describes_its_question(client: Client) -> None:
    """The header of the question names the byte order, the type, the encoding and the length of the content.

    All four keys belong to the header: `byteorder` is "little" or "big", `content-type` is "text/json".

    Python: sys.byteorder tells the byte order of your machine.
    """
    messages.receive(client.accept()).expect_described(messages.TEXT)


def check_shows_the_result(client: Client, payload: Payload) -> None:
    """The client shows the text that stands under `result` in the answer.

    Receive a message as the server does, and take the text out of its content. The grader's server answers with another
    text than the handout's: show what you have received.
    """
    result = f"{payload.word()} {payload.word()}"
    _ask(client).send(_result(result))
    client.expect_output(result)


def check_ends_after_the_answer(client: Client, payload: Payload) -> None:
    """When it has the whole answer, the client closes the connection and ends, with exit code 0.

    The server keeps the connection open as long as its client does: the header says how long the answer is, so do not
    wait for the end of the stream.
    """
    connection = _ask(client).send(_result(payload.word()))
    client.expect_exit(0)
    connection.expect_closed()


@output
def check_prints_nothing_but_the_result(client: Client, payload: Payload) -> None:
    """The client prints the result on a line, and nothing else.

    Whoever calls the program wants to use what it prints: no labels, no quotes, no header.

    Python: print(answer["result"]) does that.
    """
    result = f"{payload.word()} {payload.word()}"
    _ask(client).send(_result(result))
    client.expect_line(result).expect_exit(0)
    assert client.output.strip() == result, "The program prints something beside the result."


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_puts_an_answer_in_pieces_together(client: Client, payload: Payload) -> None:
    """An answer that arrives byte by byte is received whole, and then shown.

    How an answer is cut into segments is up to the network, and the length of the header may be cut in two as well.
    Loop around recv() until so many bytes are there as you need.
    """
    result = payload.word()
    _ask(client).send_in_pieces(bytes([byte]) for byte in _result(result))
    client.expect_output(result).expect_exit(0)


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_shows_a_long_result(client: Client, payload: Payload) -> None:
    """An answer that is as long as any is received whole: a header of 1024 bytes, and a content of a million.

    So much needs many calls of recv(): loop around it until as many bytes are there as the header says.
    """
    end = payload.word()
    filler = "." * (messages.LONGEST_CONTENT - len(json.dumps({"result": end})))
    content = json.dumps({"result": filler + end}).encode()
    _ask(client).send(messages.longest(content))
    # Its end: what stands before it has come before.
    client.expect_output(end).expect_exit(0)


@robust
@source("recv(2)")
def check_waits_for_a_slow_answer(client: Client, payload: Payload) -> None:
    """An answer that takes some seconds is shown as well.

    recv() waits by itself. Whoever sets a time-out chooses one that a slow network does not reach.
    """
    result = payload.word()
    connection = _ask(client)
    client.wait_in_silence()
    connection.send(_result(result))
    client.expect_output(result)


@robust
@source("RFC 8259, 4", "RFC 8259, 7")
def check_reads_json_however_it_is_written(client: Client, payload: Payload) -> None:
    """JSON means the same in whatever order its keys stand, with blanks, escapes and further keys.

    Let a JSON library read it, and take the keys that you need. Neither the order of the keys nor the length of the
    header is always the same.

    Python: json.loads() does it.
    """
    result = payload.word()
    content = f'{{\n\t"extra" : [1, null],\n "result":"\\u{ord(result[0]):04x}{result[1:]}"}}\n'.encode()
    header = {
        "content-length": len(content),
        "x-remark": payload.word(300),
        "content-encoding": "utf-8",
        "byteorder": "big",
        "content-type": "text/json",
    }
    _ask(client).send(messages.framed(json.dumps(header, indent=4).encode(), content))
    client.expect_output(result).expect_exit(0)


@robust
@source("RFC 3629, 3")
def check_sends_letters_beyond_ascii(client: Client, payload: Payload) -> None:
    """Letters beyond ASCII are sent whole.

    The length of a content is that of its bytes, of which one letter may have several.

    Python: encode() first, and then len().
    """
    value = f"één-{payload.word()}-ïü"
    address, port, *_ = client.usual()
    connection = client.start(address, port, "search", value).accept()
    messages.receive(connection).expect({"action": "search", "value": value})
    connection.expect_silence()


@robust
@source("RFC 8259, 8.1")
def check_decodes_as_the_header_says(client: Client, payload: Payload) -> None:
    """An answer is decoded as its header says: as UTF-8, Latin-1 or UTF-16.

    `content-encoding` names the encoding of this content: use it, and not always the same. Count bytes, and not
    letters.

    Python: content.decode(header["content-encoding"]).
    """
    for encoding in ("latin-1", "utf-16", "utf-8"):
        result = f"één-café-{payload.word()}"
        _ask(client).send(_result(result, encoding))
        client.expect_output(result).expect_exit(0)


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_there_is_no_answer(client: Client) -> None:
    """When the server closes the connection without an answer, the client says so.

    The end of the stream is no answer: say on stderr what happened, and end with an exit code that is not 0.

    Python: recv() returns b"" then, and sys.exit("message") does the rest.

    C: recv() returns 0 then, and fprintf(stderr, …) and `return 1` in main() do the rest.
    """
    _ask(client).finish()
    client.expect_failure()


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_says_that_the_answer_is_cut_short(client: Client, payload: Payload) -> None:
    """When the server closes the connection in the midst of its answer, the client says so.

    The stream may end within the length, the header and the content. Compare how many bytes have come with how many the
    header says, and do not wait for more when it has ended.
    """
    answer = _result(payload.word())
    for cut in (1, 2, 30, len(answer) - 5):
        _ask(client).send(answer[:cut]).finish()
        client.expect_failure()


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_says_that_the_server_broke_off(client: Client) -> None:
    """When the server breaks the connection off (RST), the client says so.

    recv() fails when the server has crashed: be ready for that in the whole conversation, not only in connect(). Say on
    stderr what happened, and end with an exit code that is not 0.

    Python: Catch OSError around all of it: it includes ConnectionResetError.

    C: recv() returns -1, and perror() says why.
    """
    _ask(client).reset()
    client.expect_failure()


def _expect_complaints(client: Client, *broken: bytes) -> None:
    """Each of these is no answer, and the client says so, without waiting for the end of the connection."""
    for answer in broken:
        _ask(client).send(answer)
        client.expect_failure()


@robust
@source("recv(2)")
def check_refuses_a_header_without_length(client: Client) -> None:
    """An answer whose header has no bytes, or more than 1024, is broken: a message, and an exit code that is not 0.

    Look at the length before you wait for so many bytes.
    """
    _expect_complaints(client, messages.framed(b""), b"\xff\xff{}")


@robust
@source("RFC 8259, 2")
def check_refuses_a_header_that_is_no_json(client: Client, payload: Payload) -> None:
    """An answer whose header is no JSON object in UTF-8 is broken: a message, and an exit code that is not 0.

    Whatever comes may be anything: no JSON, no UTF-8, or JSON that is an array.

    Python: json.loads() raises ValueError, and so does decode(); a list that is asked for a key raises TypeError.
    """
    _expect_complaints(client, *map(messages.framed, (b"{" + payload.text(), b"\xff\xfe\xfd", b"[1, 2]")))


@robust
@source("RFC 8259, 4")
def check_refuses_a_header_without_its_keys(client: Client) -> None:
    """An answer whose header lacks the length or the encoding of its content, or has a wrong length, is broken.

    Look at what the header says before you use it. Say on stderr what is wrong, and end with an exit code that is not
    0.

    Python: header["content-length"] raises KeyError when there is none. isinstance(length, int), and 0 <= length <=
    1_000_000.
    """
    content = json.dumps({"result": "tcp"}).encode()
    _expect_complaints(
        client,
        messages.message(content, content_length=None),
        messages.message(content, content_encoding=None),
        *(messages.message(content, content_length=length) for length in (-1, 10**12, "twaalf")),
    )


@robust
@source("RFC 8259, 2")
def check_refuses_a_content_without_a_result(client: Client) -> None:
    """An answer whose content is no JSON object with a text under `result` is broken.

    The content may be no JSON, or not in its encoding, or in one that nobody knows; and JSON may be without a result.
    Say on stderr what is wrong, and end with an exit code that is not 0.

    Python: decode() raises LookupError for an unknown encoding, and ValueError for bytes that are not in it.
    """
    result = json.dumps({"result": "tcp"}).encode()
    _expect_complaints(
        client,
        messages.message(b'{"result": '),
        messages.message(b'{"result": "\xff"}'),
        messages.message(result, content_encoding="x-geheim"),
        *map(messages.text, ({"resultaat": "tcp"}, ["result"], {"result": None})),
        messages.binary(result),
    )
