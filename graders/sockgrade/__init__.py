"""sockgrade: socket conformance tests and a grader for exercises in network programming.

Whoever writes a check needs nothing beyond these names:

    from sockgrade import Server, output, robust
"""

from sockgrade.checks import output, points, robust
from sockgrade.client import Client
from sockgrade.connection import Connection, Datagrams
from sockgrade.endpoint import Program
from sockgrade.server import Server
from sockgrade.stage import Payload

__version__ = "0.1.0"

__all__ = [
    "Client",
    "Connection",
    "Datagrams",
    "Payload",
    "Program",
    "Server",
    "output",
    "points",
    "robust",
]
