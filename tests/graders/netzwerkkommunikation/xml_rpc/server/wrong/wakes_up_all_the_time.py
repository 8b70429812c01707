# fails: rests_while_nobody_asks
# Looks for clients without a pause.

import sys
from collections import Counter
from typing import Any
from xmlrpc.server import SimpleXMLRPCServer

PORT = 50001


def expect(kind: type, *values: object) -> None:
    """Whoever calls from afar may send anything. Raises TypeError, which becomes a fault."""
    for value in values:
        if type(value) is not kind:  # isinstance() would take True for an int
            raise TypeError(f"{value!r} is not of type {kind.__name__}")


def add(a: Any, b: Any) -> Any:
    """A sum of more than 32 bits becomes a fault by itself: xmlrpc cannot send it."""
    expect(int, a, b)
    return a + b


def reverse(text: Any) -> Any:
    expect(str, text)
    return text[::-1]


def count(text: Any) -> dict[str, int]:
    expect(str, text)
    return dict(Counter(text.split()))  # xmlrpc sends a dict, and nothing that is derived from it


def main() -> None:
    # It sets SO_REUSEADDR by itself, and whatever a function raises becomes a fault.
    with SimpleXMLRPCServer(("", PORT)) as server:
        server.register_function(add, "addieren")
        server.register_function(reverse, "umdrehen")
        server.register_function(count, "zaehlen")
        server.timeout = 0
        while True:
            server.handle_request()


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No server on port {PORT}: {error}")
    except KeyboardInterrupt:
        print("Server ended")
