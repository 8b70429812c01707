"""What a program waits for that has taken the bytes and answers nothing: it is given that, and seen to go on."""

from __future__ import annotations

from collections.abc import Sequence

from sockgrade.causes.cause import Cause, Line, Scene
from sockgrade.verdict import Kind

#: Larger than the buffers of students' programs.
_MUCH = b"." * 2**16
_LINE_END = Cause(
    "The program waits for a line end, which the messages of this exercise do not have: when one was sent, it went on.",
    "Take what recv() returns: it returns as soon as anything has come.\n\n"
    "Python: readline(), makefile() and `for line in …` return when a line is complete.\n\n"
    "C: fgets() and getline() return when a line is complete.",
    tells_all=True,
)
_ONE_MORE = Cause(
    "The program waits for more than was sent: when one more byte came, it went on.",
    "Answer what has come. Does it receive twice before it answers, or count a byte that is not sent: a line end, a "
    "zero?",
    tells_all=True,
)
_BUFFER = Cause(
    "The program waits until its buffer is full: when many more bytes came, it went on.",
    "Take what has come: a single recv(), without MSG_WAITALL, returns as soon as there is anything.\n\n"
    "Python: read(n) of a file made by makefile() waits for n bytes; recv(n) does not.\n\n"
    "C: fread() and a loop that fills the buffer wait for all of it.",
    tells_all=True,
)
_END = Cause(
    "The program waits for the end of the stream before it answers: when the grader finished (FIN), it went on.",
    "The other side keeps the connection open and waits for the answer: answer inside the loop, each time something "
    "has come, and not after it.",
    tells_all=True,
)
_ABANDONED = Cause(
    "The program took what was sent, answers nothing, and no part of it waits on this connection any more.",
    "Follow what happens after recv(): is there a branch without an answer, a return, an exit? Whatever ends a thread, "
    "let it close its connection.\n\n"
    "Python: sys.exit() in a thread ends this thread alone, and prints nothing.\n\n"
    "C: pthread_exit() and return end this thread alone, and print nothing.",
    tells_all=True,
)
_RECEIVES_AGAIN = Cause("The program took what was sent, and answers nothing.", tells_all=True)


def has_taken(scene: Scene) -> Cause | None:
    """What is known of a program that is stuck, and said nothing, where there is no better cause."""
    waits = scene.process.transcript.waits
    if scene.failure.kind is not Kind.STUCK or not waits:
        return None
    for line in scene.lines:
        if line.is_missed and line.said and not line.got and line.is_taken:
            if ("recv()", line.port) in waits or ("read()", line.port) in waits:
                return _RECEIVES_AGAIN
            if {call for call, _ in waits} == {"accept()"}:
                return _ABANDONED
    return None


def waits_for_more(scene: Scene) -> Cause | None:
    """What makes a program go on that does not: one more byte, a line end, a full buffer, or the end of the stream."""
    if scene.process.exit_status is not None:
        return None
    if scene.failure.kind is Kind.STUCK:
        return _found(scene, [line for line in scene.lines if line.is_missed])
    return _found(scene, scene.lines) if scene.failure.kind is Kind.WRONG_OUTPUT else None


def _found(scene: Scene, lines: Sequence[Line]) -> Cause | None:
    for data, cause in (
        ((b".", _ONE_MORE), (b"\n", _LINE_END), (_MUCH, _BUFFER), (b"", _END)) if lines else ()
    ):
        answers = [line.ask(data) if data else line.end() for line in lines]
        if scene.is_printed is not None and scene.is_printed(scene.process.output.text):
            return cause
        if any(answers):  # but whoever answers, and has only not printed what was missed, waits for nothing
            return cause if scene.failure.kind is Kind.STUCK else None
    return None
