"""sockgrade: socket conformance tests and a grader for exercises in network programming.

Whoever writes a check needs nothing beyond these names:

    from sockgrade import Server, output, robust
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sockgrade.checks import output, points, robust
    from sockgrade.client import Client
    from sockgrade.connection import Connection
    from sockgrade.datagrams import Datagrams
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

_MODULES = {
    "Client": "client",
    "Connection": "connection",
    "Datagrams": "datagrams",
    "Payload": "stage",
    "Program": "endpoint",
    "Server": "server",
    "output": "checks",
    "points": "checks",
    "robust": "checks",
}


def __getattr__(name: str) -> object:
    """Import on first use (PEP 562): the command shows its help without loading the engine."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
