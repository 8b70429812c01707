"""A script without steps: `sockgrade.rehearsal.script` writes some into it. It needs nothing but Python 3.8.

Whoever runs it looks on: its pauses keep steps apart that a person wants to see one after the other. No verdict comes
of it: that is the affair of the check from which it was made.
"""

from __future__ import annotations

import atexit
import errno
import os
import random
import select
import signal
import socket
import string
import struct
import subprocess
import sys
import time


def play() -> None:
    rest()


# The tools: all of it is plain sockets.

PATIENCE = 3  # seconds without news, after which nothing more will come

program: subprocess.Popen[bytes]
listeners: list[socket.socket] = []
connections: list[Connection] = []  # those that have not come to their end


def say(what: str) -> None:
    """Show a step, in one piece: the program prints in between."""
    sys.stdout.write(f"* {what}\n")
    sys.stdout.flush()


def lay(name: str, data: bytes) -> None:
    """Write a file for the program; one that is there is left alone."""
    say(f"the file {name}: {shown(data)}")
    if not os.path.exists(name):
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "wb") as file:
            file.write(data)


def start(command: str) -> None:
    """Start the program; what it prints appears between the steps."""
    global program
    say(f"the program starts: {command}")
    # A Ctrl-C is for the program, not for the shell that has started it.
    program = subprocess.Popen(
        f"trap : INT; {command}",
        shell=True,
        stdin=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    atexit.register(end, program)
    time.sleep(1)  # what it prints first comes before the first step


def end(program: subprocess.Popen[bytes]) -> None:
    """Nothing of the program is left, however this script ends."""
    if program.poll() is None:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()


def send_signal(number: signal.Signals) -> None:
    """SIGINT is what Ctrl-C sends; SIGKILL ends the program at once."""
    say(f"the program gets {number.name}{' (Ctrl-C)' if number == signal.SIGINT else ''}")
    os.killpg(program.pid, number)
    if number == signal.SIGKILL:
        program.wait()
    time.sleep(0.2)  # what it prints at that comes before the next step


def type_in(data: bytes) -> None:
    """Type into the program."""
    assert program.stdin is not None
    say(f"typed: {shown(data)}")
    try:
        program.stdin.write(data)
        program.stdin.flush()
    except BrokenPipeError:
        say("the program reads no more")


def end_input() -> None:
    """What Ctrl-D does."""
    assert program.stdin is not None
    say("the input ends")
    program.stdin.close()


def listen(address: str, port: int) -> None:
    """Be a TCP server."""
    listener = socket.socket(family(address))
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, port))
    listener.listen()
    listeners.append(listener)


def accept(name: str) -> Connection:
    """Wait for the program to connect."""
    ready = select.select(listeners, [], [], PATIENCE)[0]
    if not ready:
        say("the program does not connect")
        rest()
        raise SystemExit(1)
    sock, address = ready[0].accept()
    say(f"{name}: the program connects from {address[0]}:{address[1]}")
    return Connection(name, sock)


def connect(name: str, address: str, port: int, source: str = "") -> Connection:
    """Connect to the program, as soon as it listens."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            sock = socket.create_connection((address, port), PATIENCE, (source, 0) if source else None)
        except OSError as error:
            if time.monotonic() < until:
                time.sleep(0.1)  # it may be about to listen
                continue
            say(f"{name} cannot connect to {address}:{port}: {error}")
            rest()
            raise SystemExit(1) from None
        say(f"{name} connects to {address}:{port}")
        return Connection(name, sock)


def datagrams(name: str, address: str, port: int) -> Postbox:
    """A UDP socket that talks to the program."""
    sock = socket.socket(family(address), socket.SOCK_DGRAM)
    sock.connect((address, port))
    return Postbox(name, sock)


def receive_datagrams(address: str, port: int) -> Postbox:
    """A UDP socket to which the program sends, and which answers its last datagram."""
    sock = socket.socket(family(address), socket.SOCK_DGRAM)
    sock.bind((address, port))
    return Postbox(f"the server at {address}:{port}", sock)


def send_packet(protocol: int, data: bytes, source: str, target: str, options: bytes = b"") -> None:
    """An IP packet passes by the program. Only root may send one, or whoever runs this under `unshare -rn`."""
    say(f"a packet of protocol {protocol} from {source} to {target}: {shown(data)}")
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, protocol) as sock:
        if options:
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, options)
        sock.bind((source, 0))
        sock.sendto(data, (target, 0))
    time.sleep(0.2)  # what the program prints at that comes before the next step


def family(address: str) -> socket.AddressFamily:
    """Whether an IP address is one of IPv6 or IPv4."""
    return socket.AF_INET6 if ":" in address else socket.AF_INET


class Connection:
    """This script's end of a TCP connection."""

    def __init__(self, name: str, sock: socket.socket) -> None:
        self.name = name
        self.sock = sock
        self.arrived = b""
        self.end = ""
        sock.setblocking(False)
        connections.append(self)

    def send(self, data: bytes) -> None:
        """Send bytes, and read meanwhile what comes back; the next ones go into another segment."""
        say(f"{self.name} sends {shown(data)}")
        until = time.monotonic() + PATIENCE
        while data and not self.end and time.monotonic() < until:
            self.look()
            try:
                sent = self.sock.send(data)
            except BlockingIOError:
                select.select([self.sock], [self.sock], [], 0.1)
                continue
            except OSError:
                break
            data = data[sent:]
            until = time.monotonic() + PATIENCE
        if data:
            say(f"the program did not take {len(data)} bytes of this")
        time.sleep(0.05)  # so that the program can take this before there is more

    def receive(self, number: int = 0) -> None:
        """Show what comes: so many bytes, or everything until the end, or until nothing more comes."""
        until = time.monotonic() + PATIENCE
        while not self.end and time.monotonic() < until and (not number or len(self.arrived) < number):
            select.select([self.sock], [], [], 0.1)
            if self.look():
                until = time.monotonic() + PATIENCE
        self.tell()

    def look(self) -> bool:
        """Take what has arrived; whether that was anything."""
        try:
            data = self.sock.recv(65536)
        except BlockingIOError:
            return False
        except OSError as error:
            self.end = f"a reset (RST): {error}"
            return True
        self.arrived += data
        if not data:
            self.end = "the end of the stream (FIN)"
        return True

    def tell(self) -> None:
        """Show what has arrived since the last time."""
        news = [shown(self.arrived)] if self.arrived or not self.end else []
        say(f"{self.name} receives {', then '.join([*news, self.end] if self.end else news)}")
        self.arrived = b""
        if self.end:
            self.forget()

    def finish(self, data: bytes = b"") -> None:
        """Send nothing more (FIN) than perhaps these last bytes, together with it; but go on receiving."""
        if data:
            if hasattr(socket, "TCP_CORK"):  # Linux holds back what is sent (tcp(7))
                self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
            self.send(data)
        say(f"{self.name} finishes (FIN)")
        try:
            self.sock.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the connection has gone already

    def reset(self) -> None:
        """Break the connection off (RST), as a client does that crashes."""
        say(f"{self.name} breaks off (RST)")
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.leave()

    def close(self) -> None:
        """Close the connection."""
        say(f"{self.name} closes")
        self.leave()

    def leave(self) -> None:
        self.sock.close()
        self.forget()

    def forget(self) -> None:
        if self in connections:
            connections.remove(self)


class Postbox(Connection):
    """A UDP socket: nothing comes to an end here, and an empty datagram is one, too."""

    sender: tuple[str, int] | None = None  # of the last datagram

    def send(self, data: bytes) -> None:
        """Send a datagram, to whom this socket is connected to, or whose datagram came last."""
        say(f"{self.name} sends {shown(data)}")
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                self.sock.sendto(data, self.sender) if self.sender else self.sock.send(data)
                error = self.sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            except OSError as why:
                error = why.errno or 0
            if error != errno.ECONNREFUSED:
                time.sleep(0.05)  # so that the program can take this before there is more
                return
            time.sleep(0.1)  # nobody receives this datagram yet
        say("nobody receives this datagram")

    def receive(self, number: int = 0) -> None:
        """Show the datagrams that come next: one at least, and as many as have so many bytes together."""
        until = time.monotonic() + PATIENCE
        has_come = False
        while time.monotonic() < until and (not has_come or len(self.arrived) < number):
            select.select([self.sock], [], [], 0.1)
            has_come = self.look() or has_come
        self.tell()

    def another(self) -> Postbox:
        """A UDP socket from which the program's is sent something as well: a stranger's."""
        if self.sender is None:
            say("nothing has come: nobody knows where the program is")
            rest()
            raise SystemExit(1)
        return datagrams("a stranger", *self.sender[:2])

    def look(self) -> bool:
        """Take a datagram that has arrived; whether there was one."""
        try:
            data, sender = self.sock.recvfrom(65536)
        except OSError:
            return False  # nothing, or news of an earlier datagram that nobody has received
        if not is_connected(self.sock):
            self.sender = sender
        self.arrived += data
        return True


def is_connected(sock: socket.socket) -> bool:
    """Whether a socket knows to whom it talks."""
    try:
        sock.getpeername()
    except OSError:
        return False
    return True


def shown(data: bytes) -> str:
    """Bytes as Python writes them; of many the beginning and the end."""
    if len(data) > 100:
        return f"{len(data)} bytes: {data[:40]!r} … {data[-40:]!r}"
    return f"{len(data)} bytes: {data!r}" if data else "nothing"


def letters(number: int) -> bytes:
    """So many random letters."""
    return "".join(random.choices(string.ascii_letters, k=number)).encode()


def noise(number: int) -> bytes:
    """So many random bytes."""
    return bytes(random.getrandbits(8) for _ in range(number))


def rest() -> None:
    """Show what still comes until nothing has happened for a while; then end the program."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        open_ones = [connection for connection in connections if not connection.end]
        if program.poll() is not None:
            until = min(until, time.monotonic() + 0.2)
        select.select([connection.sock for connection in open_ones], [], [], 0.1)
        for connection in open_ones:
            if connection.look():
                until = time.monotonic() + PATIENCE
    for connection in list(connections):
        connection.tell()
    if program.poll() is None:
        say("the program still runs, and is ended now")
        end(program)
    else:
        say(f"the program has ended with exit code {program.returncode}")


if __name__ == "__main__":
    try:
        play()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
