# fails: says_how_it_is_used, wants_five_arguments
# It takes the arguments as they come.

import math
import socket
import sys


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = port_or_any(text)
    if number == 0:
        raise ValueError(text)
    return number


def port_or_any(text: str) -> int:
    """A port that one can be at; 0 for any. Raises ValueError."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def seconds(text: str) -> float:
    """How long to wait. Raises ValueError."""
    number = float(text)
    if not 0 < number < math.inf:
        raise ValueError(text)
    return number


def main() -> None:
    host, own_ip = sys.argv[1], sys.argv[4]
    try:
        to, wait, source = port(sys.argv[2]), seconds(sys.argv[3]), (own_ip, port_or_any(sys.argv[5]))
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    with socket.create_connection((host, to), wait, source) as connection:
        (own_ip, own_port), (ip, number) = connection.getsockname()[:2], connection.getpeername()[:2]
        print(f"Verbunden von {own_ip}:{own_port} mit {ip}:{number}")
        connection.sendall(b"Hallo Welt")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No connection to {sys.argv[1]}: {error}")
