"""What a claim is: a function `claim_*` that does what a document says of the socket API, and asserts that it is so."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

PREFIX = "claim_"
#: How the paragraph begins that says what holds instead.
_TODAY = "Today: "


@dataclass(frozen=True)
class Claim:
    """A sentence of a document, as a list shows it."""

    id: str
    """The document and a name, such as `fsst/a_socket_serves_one_exchange`."""
    section: str
    """Where in the document it stands."""
    sentence: str
    today: str
    """What holds instead where the claim does not; empty if nobody knows of such a place."""

    @property
    def document(self) -> str:
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        return self.id.partition("/")[2]

    @classmethod
    def of(cls, function: Callable[..., Any], document: str) -> Claim:
        """Describe the claim function of a document, for example `fsst`."""
        sentence, _, rest = (inspect.getdoc(function) or "").partition("\n")
        _, today, instead = rest.partition(_TODAY)
        sources = function.__dict__.get("sockgrade", {}).get("source", ("",))
        return cls(
            id=f"{document}/{function.__name__.removeprefix(PREFIX)}",
            section=sources[0],
            sentence=sentence,
            today=" ".join(instead.split()) if today else "",
        )


def claims_of(module: ModuleType, document: str) -> list[Claim]:
    """The claims of a module, in the order in which they stand there: that of the document."""
    functions = [f for name, f in vars(module).items() if name.startswith(PREFIX) and inspect.isfunction(f)]
    functions.sort(key=lambda function: function.__code__.co_firstlineno)
    return [Claim.of(function, document) for function in functions]
