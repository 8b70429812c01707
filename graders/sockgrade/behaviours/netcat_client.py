"""What a script must do that sends something with netcat, whichever netcat it finds."""

from __future__ import annotations

from sockgrade import Client, robust, source


def _expect_end(client: Client, netcat: str) -> None:
    client.with_netcat(netcat).accept().expect_closed().finish()
    client.expect_exit(0)


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_ends_by_itself_with_openbsd_netcat(client: Client) -> None:
    """With the netcat of OpenBSD, the client ends the connection after the last byte, and then itself.

    This netcat stays connected at the end of its input, and the server waits for more. It has to be told: -N sends the
    FIN then.

    Shell: Ask which netcat it is, since the others do not know -N: case $(nc -h 2>&1) in *OpenBSD*) … esac
    """
    _expect_end(client, "openbsd")


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_ends_by_itself_with_traditional_netcat(client: Client) -> None:
    """With the traditional netcat, the client ends the connection after the last byte, and then itself.

    This netcat stays connected at the end of its input, and the server waits for more. It has to be told: it ends with
    -q 0. It knows neither -N nor --send-only, and does nothing at all when it is given them.

    Shell: Ask which netcat it is: case $(nc -h 2>&1) in *"-q secs"*) … esac
    """
    _expect_end(client, "traditional")


@robust
@source("RFC 9293, 3.6", "shutdown(2)")
def check_ends_by_itself_with_ncat(client: Client) -> None:
    """With Ncat, the client ends the connection after the last byte, and then itself.

    Ncat sends a FIN at the end of its input by itself, and with --send-only it does not wait for the other side. It
    knows neither -N nor -q, and does nothing at all when it is given them.

    Shell: Ask which netcat it is: case $(nc -h 2>&1) in *send-only*) … esac
    """
    _expect_end(client, "ncat")
