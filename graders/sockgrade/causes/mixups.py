"""What is commonly mixed up with sockets, and by what it is known: exceptions, errors of system calls, signals.

Data. Hints are for every language, with paragraphs for one of them (`sockgrade.evidence.hints`).
"""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping
from typing import NamedTuple

from sockgrade.causes.cause import Cause
from sockgrade.causes.tracebacks import Raised
from sockgrade.sandbox import Limits

#: Also seen in the kernel's tables (`sockgrade.causes.causes`).
NO_LISTEN = Cause(
    "listen() was never called: the socket is bound, but it takes no clients.",
    "Call listen() on it after bind(), and before accept().\n\n"
    "Python: With parentheses: `listener.listen` without them does nothing.",
)
_PAIR = (
    "accept() returns a pair: the socket for this client, and the client's address.",
    "Take it apart: connection, address = listener.accept(). Talk on the first; the second is there to be shown.",
)
_DATAGRAM = (
    "recvfrom() returns a pair: the bytes, and the address of their sender.",
    "Take it apart: data, address = sock.recvfrom(1024).",
)
_ADDRESS = (
    "An address is one pair, not two arguments.",
    "Write both in parentheses of their own: bind((HOST, PORT)), connect((HOST, PORT)), sendto(data, (HOST, PORT)).",
)
_NEWER = "This is written for a newer Python than the one that runs programs here."


class Mixup(NamedTuple):
    """A cause, and what an exception is like that has it."""

    kind: str
    """A regular expression for its class."""
    message: str
    """The same for the beginning of its message."""
    source: str
    """The same for anything in the line of the program that led to it."""
    words: str
    hint: str | None
    role: str = ""
    """Of which programs alone it is true: `server` or `client`."""


_MIXUPS = (
    # Which call comes when
    Mixup(
        "OSError",
        r"(\[Errno 22\] )?Invalid argument",
        r"accept\b",
        NO_LISTEN.words,
        NO_LISTEN.hint,
    ),
    Mixup(
        "OSError|BrokenPipeError",
        r"(\[Errno \d+\] )?(Transport endpoint|Socket) is not connected",
        r"recv|send|read|write|makefile",
        "The server talks on its listening socket, which is connected to nobody.",
        "accept() returns a new socket for each client: receive and send on that one.",
        "server",
    ),
    Mixup(
        "OSError|BrokenPipeError",
        r"(\[Errno \d+\] )?((Transport endpoint|Socket) is not connected|Broken pipe|Destination address required)",
        r"recv|send|read|write|makefile",
        "The client talks on a socket that is connected to nobody.",
        "Call connect() on it first.",
        "client",
    ),
    Mixup(
        "OSError",
        r"(\[Errno \d+\] )?Transport endpoint is already connected",
        r"connect",
        "connect() is called a second time on the same socket.",
        "A socket is good for one connection. Connect once, before the loop; for a new connection make a new socket.",
    ),
    Mixup(
        "OSError",
        r"(\[Errno 9\] )?Bad file descriptor",
        "",
        "The program uses a socket that it has closed already.",
        "Does close() stand in a loop, or before the last use? The listening socket stays open as long as the server "
        "runs, a connection as long as its client is there.\n\nPython: The end of a `with` block closes, too.",
    ),
    # Where it goes
    Mixup(
        "OSError",
        r"(\[Errno 98\] )?Address already in use",
        r"bind|create_server",
        "The client takes a port for itself (bind) that is taken already, such as the server's.",
        "A client needs no bind(), unless it was told a port of its own: the system chooses one.",
        "client",
    ),
    Mixup(
        "OSError",
        r"(\[Errno 99\] )?Cannot assign requested address",
        r"bind|create_server",
        "This machine has no such address as the program binds.",
        "A server binds an address of the machine on which it runs: compare it with the handout.",
    ),
    Mixup(
        "OSError",
        r"(\[Errno \d+\] )?(Network is unreachable|No route to host)",
        r"connect|send",
        "The program goes to an address that cannot be reached from here.",
        "Compare the address with the handout: a server on the same machine is at 127.0.0.1.",
    ),
    Mixup(
        "OSError",
        r"(\[Errno 22\] )?Invalid argument",
        r"bind\b",
        "",
        "bind() says so of a socket that is bound already, and of an address that is not of the socket's family.\n\n"
        "C: A socket of AF_INET6 takes a struct sockaddr_in6, and its size; a struct sockaddr_in is too short for it.",
    ),
    Mixup(
        "(socket\\.)?gaierror",
        r"\[Errno -?\d+\] Address family for hostname not supported",
        "",
        "The socket is of one address family, and the address of another.",
        "AF_INET goes with addresses of IPv4, such as 127.0.0.1, and AF_INET6 with those of IPv6, such as ::1.",
    ),
    Mixup(
        "(socket\\.)?gaierror",
        "",
        r"bind|connect|getaddrinfo|gethostbyname|create_|sendto",
        "The name or address that the program uses is known to nobody here.",
        None,
    ),
    Mixup(
        "ValueError",
        r"too many values to unpack \(expected 2\)",
        r"accept|recvfrom|addr|peer|sender|sockname|\bip\b",
        "",
        "Count what stands on the right. An address of IPv6 has four parts: IP address, port, flow information and "
        "scope. address[:2] are the first two.",
    ),
    # What the calls want
    Mixup(
        "OverflowError",
        r"\w+\(\): port must be",
        "",
        "A port is a number from 0 to 65535.",
        "Compare it with the handout.",
    ),
    Mixup(
        "TypeError",
        r"(socket\.)?(bind|connect|connect_ex)\(\) takes exactly one argument \(2 given\)"
        r"|.{0,20}(bind|connect|connect_ex|sendto)?\(?\)?:? ?AF_INET6? address must be tuple",
        "",
        *_ADDRESS,
    ),
    Mixup(
        "TypeError",
        r"'str' object cannot be interpreted as an integer",
        r"bind|connect|create_|sendto",
        "The port must be a number, and it is a text.",
        "Write it without quotes, or make a number of what was read: int(text).",
    ),
    Mixup(
        "TypeError",
        r"recv(from)?\(\) takes at least 1 argument \(0 given\)",
        "",
        "recv() wants to know how many bytes it may return at most.",
        "Write recv(1024), for example.",
    ),
    Mixup(
        "TypeError",
        r"sendto\(\) takes 2 or 3 arguments \(1 given\)",
        "",
        "sendto() wants to know where to send to.",
        "Write sendto(data, address), with the pair (host, port).",
    ),
    Mixup(
        "AttributeError",
        r"'tuple' object has no attribute '(decode|strip|split|upper|startswith)",
        "",
        *_DATAGRAM,
    ),
    Mixup(
        "AttributeError",
        r"'tuple' object has no attribute '(recv|send|close|makefile|set|get|shut)",
        "",
        *_PAIR,
    ),
    Mixup("TypeError", r"a bytes-like object is required, not 'tuple'", r"recvfrom|send", *_DATAGRAM),
    Mixup(
        "TypeError",
        r".{0,60}argument after \* must be an iterable, not",
        "",
        "The arguments of a thread are a tuple, and here is none.",
        "Write args=(connection,): it is the comma that makes a tuple.",
    ),
    Mixup(
        "TypeError",
        r"'module' object is not callable",
        r"socket\(|[Tt]hread\(|select\(|time\(",
        "The module is called, instead of what is in it.",
        "Write the name of both: socket.socket(…), threading.Thread(…), time.time().",
    ),
    Mixup(
        "BlockingIOError",
        "",
        "",
        "The socket does not block, and there was nothing to be had yet.",
        "Without setblocking(False) the call waits by itself. Who wants it asks select() first which socket is ready.",
    ),
    # What the program may use
    Mixup(
        "MemoryError",
        "",
        "",
        f"The program wants more memory than it is given here ({Limits().data // 2**30} GiB).",
        "Something grows without end: a list, or a bytes object to which is added in a loop?",
    ),
    Mixup(
        "RecursionError",
        "",
        "",
        "A function calls itself without end.",
        "Use a loop (while) for what comes again.",
    ),
    # How it is written
    Mixup(
        "SyntaxError",
        r"f-string( expression part cannot|: (unmatched|expecting|invalid|unterminated|empty))",
        "",
        "Only Python 3.12 and newer can read this f-string, and an older one runs it here.",
        "Within the braces use the other kind of quotes, and no backslash; or give the value a name before.",
    ),
    Mixup(
        "SyntaxError",
        r"invalid syntax|expected '\('",
        r"^type \w+( =|\[)|^(async )?(def|class) \w+\[",
        _NEWER,
        "Write it in an older way. (`--python` runs programs with another interpreter.)",
    ),
    Mixup(
        "SyntaxError",
        r"expected ':'",
        "",
        "A colon (:) is missing.",
        "It stands at the end of that line: after if, else, while, for, def, class, with, try and except.",
    ),
    Mixup(
        "SyntaxError",
        r"'.' was never closed",
        "",
        "A bracket is opened in that line, and never closed.",
        "Put the closing bracket where it belongs; count them from the inside out.",
    ),
    Mixup(
        "SyntaxError",
        r"unmatched '.'|closing parenthesis",
        "",
        "A bracket is closed that was not opened, or another one.",
        "Count the brackets of that line, and of the one before it.",
    ),
    Mixup(
        "SyntaxError",
        r"unterminated|EOL while scanning|EOF while scanning",
        "",
        "A text begins in that line, and its second quote is missing.",
        "Close it with the same kind of quote with which it begins.",
    ),
    Mixup(
        "IndentationError",
        r"expected an indented block",
        "",
        "The lines that belong to it are not indented.",
        "Indent them by four blanks more than the line that ends with a colon; where nothing is done, write pass.",
    ),
    Mixup(
        "IndentationError",
        r"unexpected indent|unindent does not match",
        "",
        "The line is not indented like those around it.",
        "Lines of one block begin in the same column: use four blanks for each level, and no tabs.",
    ),
    Mixup("TabError", "", "", "Tabs and blanks are mixed.", "Use blanks to indent, and no tabs."),
)

#: What it means when a signal that the grader did not send ends a program, by its name (signal(7)).
_SIGNALS: Mapping[str, Cause] = {
    "SIGPIPE": Cause(
        "The program wrote to a connection that the other side had closed. The signal SIGPIPE ends a program that does "
        "not ignore it.",
        "Ignore it when the program begins: send() fails then, and one connection ends instead of the program.\n\n"
        "C: signal(SIGPIPE, SIG_IGN), or send() with MSG_NOSIGNAL.",
    ),
    "SIGSEGV": Cause(
        "The program touched memory that is not its own (SIGSEGV).",
        "An array that is too short, a pointer without a value, a NULL that was not looked for?\n\n"
        "C: Compile with -g -fsanitize=address and try it by hand: that shows the line.",
    ),
    "SIGABRT": Cause(
        "The program gave itself up (SIGABRT): memory was overwritten or freed twice, or an assert() did not hold.",
        "Is something longer than the array into which it is copied?\n\n"
        "C: Compile with -g -fsanitize=address and try it by hand: that shows the line.",
    ),
    "SIGKILL": Cause(
        "The program was ended from outside (SIGKILL), as the system does with what wants more memory than it gets.",
        "Does something grow without end, or start new processes or threads without end?",
    ),
    "SIGFPE": Cause(
        "The program divided by zero (SIGFPE).", "Look at each / and %: what may stand at its right side?"
    ),
    "SIGXCPU": Cause(
        "The program used up the processor time that programs are given here.",
        "Is there a loop that waits for nothing?",
    ),
}


#: What Python says when it cannot end, and what that comes from.
_LOCKED = re.compile(r"could not acquire lock for .{1,100}<stdin>.{1,20} at interpreter shutdown")
_DAEMON = Cause(
    "The program was about to end, and a daemon thread still waited in sys.stdin: Python gives itself up then.",
    "Let that thread read with os.read(0, 65536), which needs no lock.",
)


def gave_up(errors: str) -> Cause | None:
    """Why Python has ended itself with SIGABRT, if it says so on stderr."""
    return _DAEMON if _LOCKED.search(errors) else None


def by_signal(status: int) -> Cause | None:
    """What it means that a signal ended a program with this exit status, as far as that is known."""
    try:
        return _SIGNALS.get(signal.Signals(-status).name)
    except ValueError:
        return None


def mixed_up(raised: Raised, role: str) -> Cause | None:
    """The mix-up that an exception shows, if it is a common one."""
    for mixup in _MIXUPS:
        if (
            mixup.role in ("", role)
            and re.fullmatch(mixup.kind, raised.kind)
            and re.match(mixup.message, raised.message)
            and re.search(mixup.source, raised.source)
        ):
            return Cause(mixup.words, mixup.hint)
    return None
