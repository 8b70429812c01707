"""What every TCP client must do, whatever it asks for."""

from __future__ import annotations

from sockgrade import Client, robust, source


@source("connect(2)")
def check_connects_to_the_documented_address(client: Client) -> None:
    """The client connects to the port and address that the exercise names.

    connect() decides which server the client reaches. Compare its address and port with the handout.

    Python: connect((HOST, PORT)) takes both as a pair.

    C: The port needs htons(PORT), and the address inet_pton() or inet_addr().
    """
    client.expect_documented_address()


@robust
@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """Without a server the client ends with a clear message.

    connect() fails when nobody listens. Say on stderr what went wrong, and end with an exit code that is not
    0.

    Python: Catch OSError, which includes ConnectionRefusedError; sys.exit("message") does the rest.

    C: connect() returns -1: perror("connect") and `return 1` in main() do the rest.

    Shell: Not every netcat says something: nc … || { echo "…" >&2; exit 1; }
    """
    client.without_server().expect_attempt().expect_failure()
