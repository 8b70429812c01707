"""sockgrade: socket conformance tests and a grader for exercises in network programming.

Whoever writes a check needs these names and `sockgrade.behaviours`; nothing else is promised:

    from sockgrade import Server, output, robust
"""

from importlib import import_module

#: As in `typing`, which need not be loaded for that.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from sockgrade.checks import output, points, robust, source
    from sockgrade.endpoints.client import Client
    from sockgrade.endpoints.connection import Connection
    from sockgrade.endpoints.datagrams import Datagrams
    from sockgrade.endpoints.pair import Pair
    from sockgrade.endpoints.peer import Peer
    from sockgrade.endpoints.program import Program
    from sockgrade.endpoints.server import Server
    from sockgrade.endpoints.stage import Payload
    from sockgrade.evidence.pieces import Shown, Word
    from sockgrade.kernel.trees import Entry

__version__ = "0.1.0"

__all__ = [
    "Client",
    "Connection",
    "Datagrams",
    "Entry",
    "Pair",
    "Payload",
    "Peer",
    "Program",
    "Server",
    "Shown",
    "Word",
    "output",
    "points",
    "robust",
    "source",
]

_MODULES = {
    "Client": "endpoints.client",
    "Connection": "endpoints.connection",
    "Datagrams": "endpoints.datagrams",
    "Entry": "kernel.trees",
    "Pair": "endpoints.pair",
    "Payload": "endpoints.stage",
    "Peer": "endpoints.peer",
    "Program": "endpoints.program",
    "Server": "endpoints.server",
    "Shown": "evidence.pieces",
    "Word": "evidence.pieces",
    "output": "checks",
    "points": "checks",
    "robust": "checks",
    "source": "checks",
}


def __getattr__(name: str) -> object:
    """Import on first use (PEP 562): the command shows its help without loading the engine."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
