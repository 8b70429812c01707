"""Checks of socket_programmeren/app_message/server."""

from __future__ import annotations

import json

import pytest

from sockgrade import Payload, Server, Word, output, robust, source
from sockgrade.behaviours import messages
from sockgrade.behaviours.any_arguments import (
    check_refuses_a_port_out_of_range,
    check_refuses_a_port_that_is_no_number,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_server import (
    check_listens_at_the_documented_address,
    check_rests_while_nobody_asks,
    check_starts_again_at_once,
    check_stops_on_interrupt,
)
from sockgrade.behaviours.concurrent_server import check_stops_on_interrupt_while_serving
from sockgrade.behaviours.echo_server import (
    check_answers_after_a_half_close,
    check_closes_when_the_client_has_finished,
    check_waits_for_a_silent_client,
)
from sockgrade.behaviours.exchange import Exchange, Exchanges
from sockgrade.behaviours.server_for_many import (
    check_does_not_grow,
    check_forgets_no_socket,
    check_prints_the_address_of_each_client,
    check_serves_client_after_client,
    check_survives_a_client_that_does_not_wait,
    check_survives_a_client_that_says_nothing,
    check_survives_a_reset,
    check_waits_for_the_next_client,
)

#: What every server of the handout knows, in ASCII.
_KNOWN = {"tcp": "een betrouwbare stroom van bytes", "udp": "losse berichten, zonder garantie"}
#: Letters: more than one segment or buffer holds.
_LONG = 200_000


def _search(value: str) -> dict[str, str]:
    return {"action": "search", "value": value}


def _nothing_for(value: str) -> dict[str, str]:
    return {"result": f"Geen resultaat voor {value}"}


@pytest.fixture
def exchange() -> Exchanges:
    """What the server is asked where the content of its answer is another check's affair."""

    def any_search(payload: Payload) -> Exchange:
        return Exchange(messages.text(_search(payload.word())), messages.receive)

    return any_search


def check_listens_where_its_arguments_say(server: Server) -> None:
    """The server listens at the address and the port that its arguments name.

    HOST and PORT stand on the command line: use them for bind(), in place of numbers of your own.

    Python: sys.argv[1] and int(sys.argv[2]).

    C: argv[1] for inet_pton(), and atoi(argv[2]) for htons().
    """
    server.start("127.0.0.2", 50123).expect_documented_address()


def check_finds_what_it_knows(server: Server) -> None:
    """The server answers a search for a value that it knows with the result of the handout's table.

    Read the two bytes of the header's length, the header, and as many bytes of content as it says. The answer is a
    message of the same form, with {"result": …} as its content.

    Python: json.loads() makes a dict of the content, json.dumps() makes text of the answer, and encode() bytes.
    """
    connection = server.connect()
    for value, result in _KNOWN.items():
        messages.receive(connection.send(messages.text(_search(value)))).expect({"result": result})


def check_says_what_it_does_not_know(server: Server, payload: Payload) -> None:
    """The result for a value that the server does not know is `Geen resultaat voor` and the value.

    Look the value up in a table, and take this text when it is not there. Values are compared letter by letter.
    """
    connection = server.connect()
    for value in (payload.word(), "TCP"):
        messages.receive(connection.send(messages.text(_search(value)))).expect(_nothing_for(value))


def check_says_which_action_is_unknown(server: Server, payload: Payload) -> None:
    """The result for an action other than `search` is `Fout: onbekende actie` and the action.

    Look at the action before you look up the value.
    """
    action = payload.word()
    request = messages.text({"action": action, "value": "tcp"})
    messages.receive(server.connect().send(request)).expect({"result": f"Fout: onbekende actie {action}"})


def check_answers_bytes_with_bytes(server: Server, payload: Payload) -> None:
    """A content that is no JSON is answered with the same bytes in reverse order, as `application/octet-stream`.

    Look at `content-type` before you decode the content. The header of the answer says what it is, too: the
    `content-type` "application/octet-stream", and "binary" for `content-encoding`.

    Python: data[::-1] are the bytes in reverse order.
    """
    content = payload.binary(21) + b"\xff\x00"
    reply = messages.receive(server.connect().send(messages.binary(content)))
    reply.expect_described(messages.BINARY)
    reply.expect_bytes(content[::-1])


def check_describes_its_answers(server: Server, payload: Payload) -> None:
    """The header of an answer names the byte order, the type, the encoding and the length of the content.

    All four keys belong to the header: `byteorder` is "little" or "big", `content-type` is "text/json".

    Python: sys.byteorder tells the byte order of your machine.
    """
    request = messages.text(_search(payload.word()))
    messages.receive(server.connect().send(request)).expect_described(messages.TEXT)


def check_answers_message_after_message(server: Server, payload: Payload) -> None:
    """The server answers every message of a client, not just the first.

    Put receiving a message and answering it into a loop that lasts until the client has closed.
    """
    connection = server.connect()
    # More than ten, which is as good as for ever.
    for length in (5, 20, 11) * 4:
        value = payload.word(length)
        messages.receive(connection.send(messages.text(_search(value)))).expect(_nothing_for(value))


@output
def check_prints_each_question(server: Server, payload: Payload) -> None:
    """For each JSON request the server prints `Verzoek: ACTIE WAARDE`.

    Print the two texts on one line, as soon as you have them.
    """
    connection = server.connect()
    for action in ("search", payload.word()):
        value = payload.word()
        messages.receive(connection.send(messages.text({"action": action, "value": value})))
        server.expect_line("Verzoek:", Word(action), Word(value), example='"Verzoek: search tcp"')


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_reads_messages_byte_by_byte(server: Server, payload: Payload) -> None:
    """A message that arrives byte by byte is answered like any other.

    How a message is cut into segments is up to the network, and the length of the header may be cut in two as well.
    Loop around recv() until so many bytes are there as you need.

    C: recv() with MSG_WAITALL does such a loop for you.
    """
    value = payload.word()
    request = messages.text(_search(value))
    connection = server.connect().send_in_pieces(bytes([byte]) for byte in request)
    messages.receive(connection).expect(_nothing_for(value))


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_reads_several_messages_in_one_segment(server: Server, payload: Payload) -> None:
    """Several messages that arrive together are all answered, in their order.

    A client need not wait for an answer before it sends the next message: take as many bytes as the header says, and
    keep the rest for the next message.
    """
    values = [payload.word() for _ in range(3)]
    connection = server.connect().send(b"".join(messages.text(_search(value)) for value in values))
    for value in values:
        messages.receive(connection).expect(_nothing_for(value))


@robust
@source("RFC 9293, 3.7", "recv(2)")
def check_keeps_the_beginning_of_the_next_message(server: Server, payload: Payload) -> None:
    """The beginning of a message that arrives together with the one before is not lost.

    Answer the message that is complete at once, and keep what has come of the next one until its rest is there.
    """
    first, second = payload.word(), payload.word()
    request = messages.text(_search(second))
    for cut in (1, 40, len(request) - 3):
        connection = server.connect().send(messages.text(_search(first)) + request[:cut])
        messages.receive(connection).expect(_nothing_for(first))
        messages.receive(connection.send(request[cut:])).expect(_nothing_for(second))
        connection.leave()


@robust
@source("RFC 8259, 4", "RFC 8259, 7")
def check_reads_json_however_it_is_written(server: Server, payload: Payload) -> None:
    """JSON means the same in whatever order its keys stand, with blanks, escapes and further keys.

    Let a JSON library read it, and take the keys that you need. Neither the order of the keys nor the length of the
    header is always the same.

    Python: json.loads() does it.
    """
    value = payload.word()
    escaped = f"\\u{ord(value[0]):04x}{value[1:]}"
    content = f'{{\n\t"value" : "{escaped}", "extra": [1, null],\n "action":"search"}}\n'.encode()
    header = {
        "content-length": len(content),
        "x-remark": payload.word(300),
        "content-encoding": "utf-8",
        "byteorder": "big",
        "content-type": "text/json",
    }
    request = messages.framed(json.dumps(header, indent=4).encode(), content)
    messages.receive(server.connect().send(request)).expect(_nothing_for(value))


@robust
@source("RFC 3629, 3")
def check_counts_bytes_and_not_letters(server: Server, payload: Payload) -> None:
    """Letters beyond ASCII are found, and come back whole.

    The length of a content is that of its bytes, of which one letter may have several.

    Python: encode() first, and then len().
    """
    connection = server.connect()
    value = f"één-{payload.word()}-ïü"
    for asked, result in (
        ("coördinaat", {"result": "één getal van een plaats"}),
        (value, _nothing_for(value)),
    ):
        messages.receive(connection.send(messages.text(_search(asked)))).expect(result)


@robust
@source("RFC 8259, 8.1")
def check_decodes_as_the_header_says(server: Server, payload: Payload) -> None:
    """A content is decoded as its header says: as UTF-8, Latin-1 or UTF-16.

    `content-encoding` names the encoding of this content: use it, and not always the same.

    Python: content.decode(header["content-encoding"]).
    """
    connection = server.connect()
    for encoding in ("latin-1", "utf-16", "utf-8"):
        value = f"café-{payload.word()}"
        messages.receive(connection.send(messages.text(_search(value), encoding))).expect(_nothing_for(value))


@robust
@source("RFC 9293, 3.7", "recv(2)", "send(2)")
def check_answers_a_long_message(server: Server, payload: Payload) -> None:
    """A message with two hundred thousand letters is read whole, and answered whole.

    So much needs many calls of recv(), and send() may take only a part: loop around both.

    Python: sendall() sends everything.
    """
    value = payload.word(_LONG)
    messages.receive(server.connect().send(messages.text(_search(value)))).expect(_nothing_for(value))


@robust
@source("recv(2)")
def check_answers_a_content_of_no_bytes(server: Server, payload: Payload) -> None:
    """Bytes may be none at all: a message without content is answered with one without content.

    With a `content-length` of 0 nothing follows the header: wait for nothing, and answer. It is no end of the stream.
    """
    connection = server.connect()
    messages.receive(connection.send(messages.binary(b""))).expect_bytes(b"")
    value = payload.word()
    messages.receive(connection.send(messages.text(_search(value)))).expect(_nothing_for(value))


@robust
@source("accept(2)")
def check_serves_others_while_a_message_is_unfinished(server: Server, payload: Payload) -> None:
    """A client that has sent half a message does not keep the others waiting.

    Its other half may come much later. Serve each client in a thread of its own, or wait for all of them together and
    keep for each what has come so far.
    """
    slow, value = server.connect(), payload.word()
    request = messages.text(_search(value))
    messages.receive(slow.send(request)).expect(_nothing_for(value))
    slow.send_in_pieces([request[:50]])
    messages.receive(server.connect().send(messages.text(_search(payload.word()))))
    messages.receive(slow.send(request[50:])).expect(_nothing_for(value))


@robust
@source("RFC 9293, 3.6", "recv(2)")
def check_survives_half_a_message(server: Server, payload: Payload) -> None:
    """A message whose connection ends in its midst does not end the server, and keeps nobody waiting.

    The stream may end within the length, the header and the content, however many bytes these announce. Notice that
    there are not enough: close this connection, and serve the others.

    Python: recv() returns b"" then: leave the loop that waits for more, or it never ends.

    C: recv() returns 0 then.
    """
    request = messages.text(_search(payload.word()))
    for cut in (1, 2, 30, len(request) - 5):
        messages.expect_no_result(server.connect().send(request[:cut]).finish())
    messages.receive(server.connect().send(request))


def _expect_refusals(server: Server, payload: Payload, *broken: bytes) -> None:
    """Each of these is answered with an error, or is the end of its connection; and others are served."""
    for request in broken:
        messages.expect_refusal(server.connect().send(request))
    messages.receive(server.connect().send(messages.text(_search(payload.word()))))


@robust
@source("recv(2)")
def check_refuses_a_header_without_length(server: Server, payload: Payload) -> None:
    """A message whose header has no bytes, or more than 1024, is answered with an error, or ends its connection.

    Look at the length before you wait for so many bytes. Answer with a result that begins with `Fout: `, or close this
    connection, or both.
    """
    _expect_refusals(server, payload, messages.framed(b""), b"\xff\xff{}", (1025).to_bytes(2, "big"))


@robust
@source("RFC 8259, 2")
def check_refuses_a_header_that_is_no_json(server: Server, payload: Payload) -> None:
    """A message whose header is no JSON object in UTF-8 is answered with an error, or ends its connection.

    Whatever comes may be anything: no JSON, no UTF-8, or JSON that is an array or a number. Be ready for each.

    Python: json.loads() raises ValueError, and so does decode(): JSONDecodeError and UnicodeDecodeError are such.
    isinstance(header, dict) tells an object from other JSON.
    """
    headers = (
        b"{" + payload.text(),
        b"\xff\xfe\xfd",
        b"[1, 2]",
        b'"byteorder content-type content-length"',
        b"7",
    )
    _expect_refusals(server, payload, *map(messages.framed, headers))


@robust
@source("RFC 8259, 4")
def check_refuses_a_header_without_its_keys(server: Server, payload: Payload) -> None:
    """A message whose header lacks one of the four keys is answered with an error, or ends its connection.

    Look whether all four are there before you use one.

    Python: header["content-length"] raises KeyError when there is none.
    """
    content = json.dumps(_search("tcp")).encode()
    missing = ("content_length", "content_type", "content_encoding", "byteorder")
    _expect_refusals(server, payload, *(messages.message(content, **{key: None}) for key in missing))


@robust
@source("RFC 8259, 4")
def check_refuses_a_content_length_that_is_none(server: Server, payload: Payload) -> None:
    """A `content-length` that is no number from 0 to 1 000 000 is answered with an error, or ends the connection.

    JSON has texts, fractions and negative numbers, too, and numbers that are larger than your memory. Look at it before
    you wait for so many bytes.

    Python: isinstance(length, int), and 0 <= length <= 1_000_000.
    """
    content = json.dumps(_search("tcp")).encode()
    lengths: tuple[object, ...] = (-1, 10**12, 1_000_001, "twaalf", 3.5, [40])
    _expect_refusals(
        server, payload, *(messages.message(content, content_length=length) for length in lengths)
    )


@robust
@source("RFC 8259, 2")
def check_refuses_a_content_that_is_no_question(server: Server, payload: Payload) -> None:
    """A content that is no JSON object with `action` and `value` is answered with an error, or ends the connection.

    The content may be no JSON, or not in its encoding, or in one that nobody knows; and JSON may be without the two
    texts that you need.

    Python: decode() raises LookupError for an unknown encoding, and ValueError for bytes that are not in it.
    """
    question = json.dumps(_search("tcp")).encode()
    _expect_refusals(
        server,
        payload,
        messages.message(b'{"action": "search", '),
        messages.message(b'{"action": "search", "value": "\xff"}'),
        messages.message(question, content_encoding=f"x-{payload.word()}"),
        messages.message(question, content_encoding=8),
        *map(
            messages.text,
            ([1, 2], "search", 7, {"action": "search"}, {"value": "tcp"}, {"action": 1, "value": 2}),
        ),
        messages.text({"action": "search", "value": ["tcp"]}),
        messages.text({"action": {}, "value": "tcp"}),
    )
