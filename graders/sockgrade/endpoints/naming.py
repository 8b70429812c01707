"""What a check may say of the names that a program finds, and of the addresses that they stand for."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_address, ip_network
from typing import Self

from sockgrade.checks import CheckSkipped
from sockgrade.endpoints.housekeeping import Housekeeping
from sockgrade.endpoints.stage import Stage
from sockgrade.evidence.events import Act
from sockgrade.network.names import USUAL, Names
from sockgrade.process.transcript import Transcript

#: Those of documentation have no route in a private network (RFC 5737, RFC 3849).
_NOWHERE = ip_network("192.0.2.0/24"), ip_network("2001:db8::/32")


class Naming(Housekeeping):
    """What a check may say of names: the part of `Program` that tells them to the program, before it starts."""

    _stage: Stage
    transcript: Transcript
    _names: Names = USUAL

    def with_host(self, name: str, *addresses: str) -> Self:
        """Let this name stand for these IP addresses; getaddrinfo() gives them in this order.

        They are the network's own, so that whoever connects there is refused where nobody listens, but for those of
        documentation (192.0.2.0/24, 2001:db8::/32), to which there is no route. Skipped on the machine's own network.

        Example:

            def check_goes_on(client: Client) -> None:
                client.with_host("two.example", "::1", "127.0.0.7")
                client.listen_at("127.0.0.7")
                client.start(*client.usual(address="two.example")).accept()
        """
        self._names = replace(self._names, hosts={**self._names.hosts, name: addresses})
        return self

    def with_aliases(self, name: str, *aliases: str) -> Self:
        """Let a host have these other names (hosts(5)); each stands for the first of its addresses."""
        self._names = replace(self._names, aliases={**self._names.aliases, name: aliases})
        return self

    def with_service(self, name: str, port: int, protocol: str) -> Self:
        """Let this name stand for this port of "tcp" or "udp" (services(5)). Skipped on the machine's own network."""
        self._names = replace(self._names, services=(*self._names.services, (name, port, protocol)))
        return self

    @property
    def unreachable(self) -> str:
        """An IPv4 address to which there is no route: ENETUNREACH at once. Skipped on the machine's own network."""
        if self._stage.network.kind != "private":
            raise CheckSkipped("only in a private network it is sure that there is no route to an address")
        return str(_NOWHERE[0][1])

    def _tell_names(self) -> None:
        """Let the next launch find them."""
        if self._names == USUAL:
            return
        network = self._stage.network
        network.name(self._names)
        for name, addresses in self._names.hosts.items():
            for address in map(ip_address, addresses):
                if address.version == 6 and not any(address in nowhere for nowhere in _NOWHERE):
                    network.add_address(str(address))
            also = "".join(f", also called {alias}" for alias in self._names.aliases.get(name, ()))
            self.transcript.note(Act.NAMED, f"{name} is {', '.join(addresses)}{also}")
        for name, port, protocol in self._names.services:
            self.transcript.note(Act.NAMED, f"{name} is {protocol.upper()} port {port}")
