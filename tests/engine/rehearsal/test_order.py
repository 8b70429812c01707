"""The order in which `sockgrade try` shows what it notices at once."""

from __future__ import annotations

from sockgrade.rehearsal.lines import Line, Mark, in_order


def packet(who: str, text: str, seconds: float) -> Line:
    return Line(who, Mark.SENT, text, seconds)


def test_output_stands_between_what_a_program_has_received_and_what_it_sends() -> None:
    asked, answered = packet("client", "5 bytes", 1.0), packet("server", "7 bytes", 1.1)
    ended = Line("client", Mark.REMARK, "has ended", 1.2)
    shown, received = Line("client", Mark.PRINTED, "7", 1.2), Line("server", Mark.PRINTED, "5", 1.2)
    told = in_order([ended, shown, received, answered, asked])
    assert [line.text for line in told] == ["5 bytes", "5", "7 bytes", "7", "has ended"]
    assert [line.seconds for line in told] == [1.0, 1.0, 1.1, 1.1, 1.2]


def test_a_connection_is_heard_of_behind_its_handshake() -> None:
    told = in_order(
        [
            Line("server", Mark.PRINTED, "Connected", 1.3),
            packet("client", "SYN", 1.0),
            packet("server", "SYN ACK", 1.1),
            packet("server", "hello", 1.2),
        ]
    )
    assert [line.text for line in told] == ["SYN", "SYN ACK", "Connected", "hello"]


def test_what_is_printed_about_a_message_stands_before_the_end_of_the_conversation() -> None:
    told = in_order(
        [
            Line("server", Mark.PRINTED, "got it", 1.4),
            packet("client", "5 bytes", 1.0),
            packet("server", "7 bytes", 1.1),
            packet("client", "FIN", 1.2),
            packet("server", "FIN", 1.3),
        ]
    )
    assert [line.text for line in told] == ["5 bytes", "got it", "7 bytes", "FIN", "FIN"]


def test_what_is_printed_about_the_end_stands_behind_it() -> None:
    told = in_order([Line("client", Mark.COMPLAINED, "gone", 1.2), packet("server", "FIN", 1.0)])
    assert [line.text for line in told] == ["FIN", "gone"]
