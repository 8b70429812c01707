"""UDP echo client over IPv6: sends lines, and shows what comes back."""

import socket
import sys

ADDRESS = ("::1", 61111)
#: Seconds; a datagram may be lost, and nobody tells.
TIMEOUT = 3
#: Bytes; no datagram has more.
MAX_SIZE = 65535


def ask(message: bytes) -> bytes:
    """The answer to a message. Raises TimeoutError if none comes, and another OSError if nobody is there.

    A socket of its own for each message: what comes late, or twice, is not taken for the answer to the next one.
    """
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
        sock.settimeout(TIMEOUT)
        # This sends nothing. From now on only what comes from there is let in.
        sock.connect(ADDRESS)
        sock.send(message)
        return sock.recv(MAX_SIZE)


def main() -> None:
    print("Welcome to the echo server: type what you want, and 'end' to quit")
    for line in sys.stdin:
        text = line.rstrip("\n")
        if text == "end":
            break
        print("Received:", ask(text.encode()).decode(errors="replace"))
    print("cleaning up ...")


if __name__ == "__main__":
    try:
        main()
    except TimeoutError:
        sys.exit(f"No answer within {TIMEOUT} seconds: a datagram was lost, or nobody is there")
    except OSError as error:
        sys.exit(f"No conversation with {ADDRESS[0]}, port {ADDRESS[1]}: {error}")
