"""What every TCP client must do, whatever it asks for."""

from __future__ import annotations

from sockgrade import Client, robust, source


@source("connect(2)")
def check_connects_to_the_documented_address(client: Client) -> None:
    """The client connects to the port and address that the exercise names.

    connect((HOST, PORT)) decides which server the client reaches. Compare both with the handout.
    """
    client.expect_documented_address()


@robust
@source("RFC 9293, 3.5.2", "connect(2)")
def check_says_that_the_server_is_absent(client: Client) -> None:
    """Without a server the client ends with a clear message.

    connect() raises ConnectionRefusedError when nobody listens. Catch OSError, say on stderr what went wrong,
    and end with an exit code that is not 0: sys.exit("message") does both.
    """
    client.without_server().expect_attempt().expect_failure()
