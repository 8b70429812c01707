# fails: prints_nothing_else, puts_the_pieces_together, prints_a_long_answer, prints_no_answer, prints_a_byte_255, understands_cr_nul, skips_subnegotiations, skips_short_commands, knows_a_prompt_from_a_price, knows_a_question_from_a_greeting
# The line ends are printed as they came.

import argparse
import re
import socket
import sys

#: Seconds without a byte after which nobody waits any longer.
PATIENCE = 3

LOGIN, PASSWORD, PROMPT = b"login: ", b"Password: ", b"$ "

#: Commands of the protocol (RFC 854), each begins with IAC, 255.
DO, DONT, WILL, WONT = b"\xff\xfd", b"\xff\xfe", b"\xff\xfb", b"\xff\xfc"
REFUSALS = {DO: WONT, WILL: DONT}
#: What the stream consists of. Of what has not come whole none of these matches.
PART = re.compile(
    rb"(?P<text>[^\xff]+)"
    rb"|(?P<request>\xff[\xfb-\xfe])(?P<option>.)"
    rb"|\xff(?P<byte>\xff)"
    rb"|\xff\xfa(?:[^\xff]|\xff[^\xf0])*\xff\xf0"  # SB … SE
    rb"|\xff[^\xfa-\xff]",
    re.DOTALL,
)


class Telnet:
    """The text that a server sends, without the protocol's commands; whatever it asks for is refused."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._raw = b""
        """What has come and is not whole yet."""

    def wait_for(self, *questions: bytes) -> tuple[bytes, bytes]:
        """The next of these questions, which stands at the beginning of a line, and the text before it."""
        text = b""
        while True:
            text += self._receive()
            for question in questions:
                if text == question or text.endswith(b"\n" + question):
                    before = text.removesuffix(question)
                    return before.replace(b"\r\0", b"\r"), question

    def _receive(self) -> bytes:
        data = self._connection.recv(4096)
        if not data:
            raise ConnectionError("the server has gone")
        self._raw += data
        text, end = b"", 0
        while part := PART.match(self._raw, end):
            end = part.end()
            text += part["text"] or part["byte"] or b""
            if part["request"] in REFUSALS:  # DONT and WONT get no answer: it would never end
                self._connection.sendall(REFUSALS[part["request"]] + part["option"])
        self._raw = self._raw[end:]
        return text

    def say(self, line: bytes) -> None:
        """Send a line."""
        self._connection.sendall(line.replace(b"\xff", b"\xff\xff") + b"\r\n")


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def line(text: str) -> str:
    """What can be sent as one line. Raises ValueError."""
    if "\r" in text or "\n" in text:
        raise ValueError(text)
    return text


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("user", type=line)
    parser.add_argument("commands", type=line, nargs="+")
    told = parser.parse_args()
    password = sys.stdin.buffer.readline().rstrip(b"\r\n")

    with socket.create_connection((told.host, told.port), timeout=PATIENCE) as connection:
        server = Telnet(connection)
        server.wait_for(LOGIN)
        server.say(told.user.encode())
        server.wait_for(PASSWORD)
        server.say(password)
        answer, question = server.wait_for(PROMPT, LOGIN)
        if question == LOGIN:  # once more
            sys.exit(answer.decode(errors="replace").strip())
        for command in told.commands:
            server.say(command.encode())
            output, _ = server.wait_for(PROMPT)
            sys.stdout.buffer.write(output)
        server.say(b"exit")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"The session has failed: {error}")
