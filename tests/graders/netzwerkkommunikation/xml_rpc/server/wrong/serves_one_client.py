# fails: serves_client_after_client, adds, adds_any_numbers, reverses_a_text, keeps_the_characters_of_xml, counts_words, gives_a_fault_for_an_unknown_function, gives_a_fault_for_too_many_arguments, gives_a_fault_for_other_types, survives_a_client_that_does_not_wait, does_not_grow, gives_a_fault_if_the_sum_is_too_large, reads_xml_however_it_is_written, survives_what_is_no_call, survives_half_a_call
# Ends after the first call.

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
    with SimpleXMLRPCServer(("", PORT), logRequests=False) as server:
        server.register_function(add, "addieren")
        server.register_function(reverse, "umdrehen")
        server.register_function(count, "zaehlen")
        server.handle_request()


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No server on port {PORT}: {error}")
    except KeyboardInterrupt:
        print("Server ended")
