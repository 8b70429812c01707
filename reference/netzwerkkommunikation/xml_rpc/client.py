"""Calls a function of a server over XML-RPC: python3 client.py HOST PORT METHOD ARG…"""

import re
import socket
import sys
import xmlrpc.client
from http.client import HTTPException
from xml.parsers.expat import ExpatError

#: Seconds without a byte after which nobody waits any longer.
PATIENCE = 3


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(f"PORT is from 1 to 65535, and not {text}")
    return number


def value(text: str) -> int | str:
    """What an argument is sent as: int() alone would take " 5", "+5" and "1_000" as well."""
    if re.fullmatch("-?[0-9]+", text) and -(2**31) <= int(text) < 2**31:
        return int(text)
    return text


def show(result: object) -> None:
    if isinstance(result, dict):
        for name in sorted(result):
            print(f"{name}: {result[name]}")
    else:
        print("Ergebnis:", result)


def main(host: str, number: int, method: str, arguments: list[str]) -> None:
    socket.setdefaulttimeout(PATIENCE)  # ServerProxy has no argument for it
    with xmlrpc.client.ServerProxy(f"http://{host}:{number}/RPC2") as server:
        show(getattr(server, method)(*map(value, arguments)))


if __name__ == "__main__":
    # By hand, as argparse would take the argument "-x" for an option of its own.
    if len(sys.argv) < 4:
        print("usage: client.py HOST PORT METHOD [ARG ...]", file=sys.stderr)
        sys.exit(2)
    _, host, place, method, *arguments = sys.argv
    try:
        number = port(place)
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    try:
        main(host, number, method, arguments)
    except xmlrpc.client.Fault as fault:
        sys.exit(f"Fault {fault.faultCode}: {fault.faultString}")
    except xmlrpc.client.ProtocolError as error:
        sys.exit(f"No call: HTTP status {error.errcode} {error.errmsg}")
    except (OSError, HTTPException, ExpatError, xmlrpc.client.Error, ValueError) as error:
        sys.exit(f"No answer: {error!r}")
