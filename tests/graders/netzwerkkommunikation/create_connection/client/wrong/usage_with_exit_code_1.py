# fails: says_how_it_is_used, wants_five_arguments, refuses_a_port_out_of_range, refuses_a_port_that_is_no_number, refuses_a_time_that_is_no_number, refuses_a_time_that_is_not_positive, refuses_an_own_port_out_of_range, refuses_a_time_without_end
# Wrong usage has an exit code of its own.

import argparse
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
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("seconds", type=seconds)
    parser.add_argument("own_ip")
    parser.add_argument("own_port", type=port_or_any)
    try:
        told = parser.parse_args()
    except SystemExit:
        sys.exit(1)
    source = (told.own_ip, told.own_port)
    with socket.create_connection((told.host, told.port), told.seconds, source) as connection:
        (own_ip, own_port), (ip, number) = connection.getsockname()[:2], connection.getpeername()[:2]
        print(f"Verbunden von {own_ip}:{own_port} mit {ip}:{number}")
        connection.sendall(b"Hallo Welt")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No connection to {sys.argv[1]}: {error}")
