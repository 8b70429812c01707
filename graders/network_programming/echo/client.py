"""Checks of network_programming/echo/client."""

from sockgrade import Client, robust, source
from sockgrade.behaviours.any_client import (
    check_connects_to_the_documented_address,
    check_says_that_the_server_is_absent,
)
from sockgrade.behaviours.hello_client import (
    check_ends_after_the_answer,
    check_labels_the_answer,
    check_puts_an_answer_in_pieces_together,
    check_says_that_the_answer_is_cut_short,
    check_says_that_the_server_broke_off,
    check_says_that_there_is_no_answer,
    check_sends_hello_world,
    check_shows_an_answer_that_is_not_text,
    check_shows_the_answer,
    check_shows_the_answer_as_bytes,
    check_waits_for_a_slow_answer,
)


@robust
@source("gethostname(2)", "getaddrinfo(3)")
def check_goes_by_the_name_of_the_machine(client: Client) -> None:
    """The client goes to the address that its machine's name stands for.

    gethostname() gives the name. `localhost` is another address on many machines; this server is found there
    as well, since it listens on all of them, but not every server does.

    Python: connect((socket.gethostname(), PORT)) looks up its address.

    C: getaddrinfo() looks up its address.
    """
    client.expect_address("gethostname()")
