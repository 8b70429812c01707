"""A chat room: what one client says, all others hear."""

import socket
import sys

# 1. Take the port from sys.argv. If it is missing or wrong: a message on stderr, and exit code 2.


def serve(connection, address):
    """Serve one client until it leaves."""
    # 3. Tell all others that it has joined.

    # 4. Receive, and take complete lines out of what has come. Pass each on to all others, with the address before it.

    # 5. When it has left: close its connection, and tell all others.


# 2. Create a TCP socket, bind it to the port, and let it listen. Serve each client that comes, at the same time as the
#    others.
