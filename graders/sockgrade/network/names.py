"""The names that programs find in a private network, and the files of /etc that tell them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address
from pathlib import Path

#: The name of the host; gethostname() gives it.
HOST_NAME = "lab"
#: What it stands for; as on Debian it is not localhost's address.
NAMED_ADDRESS = "127.0.1.1"
#: The names that are always there (hosts(5)).
_HOSTS = (
    ("127.0.0.1", "localhost"),
    (NAMED_ADDRESS, HOST_NAME),
    ("::1", "localhost ip6-localhost ip6-loopback"),
)
#: Without it a name has a single address (host.conf(5)).
_HOST_CONF = "multi on\n"
#: getaddrinfo()'s own order, but for ::1, which comes behind IPv4 unless a check wants it otherwise: a client that
#: tries one address of localhost only finds its server, as in the documents (gai.conf(5), RFC 6724).
_PRECEDENCE = {"::/0": 40, "2002::/16": 30, "::/96": 20, "::ffff:0:0/96": 10, "::1/128": 5}
#: That of the first address of a check's.
_FIRST = 1000


@dataclass(frozen=True)
class Names:
    """What a check wants programs to find, besides what is always there."""

    hosts: Mapping[str, tuple[str, ...]]
    """The addresses of each name, in the order in which getaddrinfo() shall give them."""
    services: tuple[tuple[str, int, str], ...] = ()
    """Name, port and protocol of each (services(5))."""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names of each, for its first address: behind every address they would be found several times."""

    def needed(self) -> Iterator[str]:
        """The files that must be there for programs to find them."""
        if self.hosts:
            yield from ("hosts", "host.conf", "gai.conf")
        if self.services:
            yield "services"

    def files(self, services: str) -> Iterator[tuple[str, str]]:
        """The files of /etc by name. `services` are those that the system knows."""
        addresses = [
            (address, name if place else " ".join((name, *self.aliases.get(name, ()))))
            for name, several in self.hosts.items()
            for place, address in enumerate(several)
        ]
        yield "hosts", _table((*_HOSTS, *addresses))
        yield "host.conf", _HOST_CONF
        yield (
            "gai.conf",
            _table(("precedence", f"{net} {value}") for net, value in self._precedence().items()),
        )
        # The first of a name is the one that is found.
        own = _table((name, f"{port}/{protocol}") for name, port, protocol in self.services)
        yield "services", own + services

    def _precedence(self) -> dict[str, int]:
        wanted: dict[str, int] = {}
        for several in self.hosts.values():
            for place, address in enumerate(several):
                wanted.setdefault(_as_ipv6(address), _FIRST - place)
        return {**_PRECEDENCE, **wanted}


#: Only what is always there.
USUAL = Names({})


class NameFiles:
    """These files, to be mounted where programs look for them.

    They are open, and written through that: what the machine has at the same place never is.
    """

    def __init__(self, folder: Path) -> None:
        self._services = ""
        with suppress(OSError):
            self._services = Path("/etc/services").read_text(encoding="utf-8", errors="replace")
        self._files = {}
        for name, _ in USUAL.files(""):
            self._files[name] = (folder / name).open("w+", encoding="utf-8", errors="replace")
            (folder / name).chmod(0o644)
        self.write(USUAL)

    def write(self, names: Names) -> None:
        """Let programs find these from now on."""
        for name, content in names.files(self._services):
            file = self._files[name]
            file.seek(0)
            file.truncate()
            file.write(content)
            file.flush()

    def __iter__(self) -> Iterator[str]:
        """Their names."""
        return iter(self._files)

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def _table(rows: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> str:
    return "".join(f"{first}\t{second}\n" for first, second in rows)


def _as_ipv6(address: str) -> str:
    """An address as gai.conf(5) takes it."""
    mapped = "::ffff:" if isinstance(ip_address(address), IPv4Address) else ""
    return f"{mapped}{address}/128"
