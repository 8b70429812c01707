"""Docker: a container for every check, with limits on all that is in it, and a system of its own. Linux only.

The worker stays outside. A container's network cannot be entered without root, so a helper in the container makes
the grader's sockets there and hands them out; the program's processes are watched from outside, as everywhere.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal

from sockgrade.checks import CheckSkipped
from sockgrade.network.names import Names
from sockgrade.network.network import Network, PrivateNetwork
from sockgrade.sandbox import HOME, PATH, RIGHTS, Launch, Sandbox, SandboxFault, SandboxUnavailable, needs
from sockgrade.sandbox.docker.containers import Container
from sockgrade.sandbox.docker.image import Image, client, find
from sockgrade.sandbox.docker.owners import clear_up
from sockgrade.sandbox.docker.supply import Supply
from sockgrade.sandbox.netcats import NETCATS
from sockgrade.sandbox.seccomp import filter_program
from sockgrade.sandbox.spawn import environment, program_ids, resource_limits, runs_as_nobody

assert sys.platform == "linux", "pidfds, and descriptors that are passed on"

#: Where the image has a folder for each netcat, as the Dockerfile makes them.
_NETCATS = Path("/usr/local/lib/sockgrade/netcats")


class Docker(Sandbox):
    """Runs programs in containers. To be pickled as long as it has not run any."""

    name = "docker"
    has_network = True

    def __init__(self, image: Image) -> None:
        """Raises SandboxUnavailable if libseccomp is not installed."""
        self.image = image
        self._filter = filter_program()
        self.supply = Supply(image)
        self._others: list[Docker] = []

    @classmethod
    def find(cls) -> Docker:
        """The sandbox with the image that has been built; what dead graders have left is removed."""
        api = client()
        try:
            clear_up(api)
            return cls(find(api))
        finally:
            api.close()

    def __reduce__(self) -> tuple[Any, ...]:
        return Docker, (self.image,)

    @property
    def description(self) -> str:
        return f"docker {self.image.id.removeprefix('sha256:')[:12]}"

    def enter_network(self, kind: Literal["private", "shared"], launches: int) -> ContainerNetwork:  # noqa: ARG002 - always private
        self.supply.expect(launches)
        return ContainerNetwork(self.supply)

    def apart(self, network: Network) -> tuple[Sandbox, Network]:  # noqa: ARG002 - a network comes with its containers
        other = Docker(self.image)
        self._others.append(other)
        return other, other.enter_network("private", self.supply.wanted)

    def start(self, launch: Launch) -> Contained:
        container = self.supply.container_of(launch.folder)
        user, group = program_ids()
        rules = os.memfd_create("filter")
        try:
            os.write(rules, self._filter)
            os.lseek(rules, 0, os.SEEK_SET)
            pidfd = container.ask_for_descriptor(
                "start",
                *(launch.stdin, launch.stdout, launch.stderr, rules),
                argv=list(launch.argv),
                folder=str(HOME / launch.directory),
                environment=environment(launch.environment),
                user=user,
                group=group,
                # All of a user's processes on this machine would be counted; the container has a limit of its own.
                limits=resource_limits(launch.limits, count_processes=False),
                rights=[RIGHTS[right] for right in launch.rights],
            )
        except OSError as error:
            raise SandboxUnavailable(f"cannot start {launch.argv[0]}: {error.strerror}") from error
        finally:
            os.close(rules)
        return Contained(container, pidfd)

    def bound(self, rights: Sequence[str], network: Network) -> None:  # noqa: ARG002 - it is the container's
        if not runs_as_nobody():
            raise CheckSkipped(
                f"{needs(rights)}, and in a container only root can watch programs that have it: grade as root, or "
                "with --sandbox bubblewrap"
            )

    def folder_path(self, folder: Path) -> Path:  # noqa: ARG002 - the same for every folder
        return HOME

    def which(self, name: str) -> str | None:
        path: str | None = self.supply.container().ask("which", name=name, path=PATH)["path"]
        return path

    def netcat(self, variant: str, folder: Path) -> Path | None:  # noqa: ARG002 - the image has them all
        return _NETCATS / variant if self.which(NETCATS[variant]) else None

    def room(self, parent: Path, size: int, files: int) -> AbstractContextManager[Path]:  # noqa: ARG002 - all have the same
        return self.supply.room()

    def close(self) -> None:
        for other in self._others:
            other.close()
        self.supply.close()


class ContainerNetwork(PrivateNetwork):
    """The network of a container, a new one for every check."""

    def __init__(self, supply: Supply) -> None:
        super().__init__()
        self._supply = supply

    def enter(self) -> None:
        """A program is started where its container is, and a socket made there."""

    def _tables_folder(self) -> Path:
        return Path(f"/proc/{self._supply.container().pid}/net")

    def renew(self, transport: str, port: int) -> bool:  # noqa: ARG002 - every port is free there
        self.tables.close()
        self._supply.renew()
        return True

    def name(self, names: Names) -> None:
        self._supply.name(names)

    def add_address(self, address: str) -> None:
        if not self.has_address(address):
            # That takes CAP_NET_ADMIN, which nobody in a container has.
            raise CheckSkipped(f"a container has no address {address}")

    def socket(self, family: int, kind: int, protocol: int = 0) -> socket.socket:
        return self._supply.container().socket(family, kind, protocol)


class Contained:
    """A program in a container (`sockgrade.sandbox.Running`)."""

    def __init__(self, container: Container, pidfd: int) -> None:
        self._container = container
        self._pidfd: int | None = pidfd
        self._pid = _pid_of(pidfd)
        self._status: int | None = None
        self.root_pid = container.pid
        self.own_pids = frozenset((container.pid,))

    @property
    def pid(self) -> int | None:
        return None if self._has_ended() else self._pid

    def poll(self) -> int | None:
        if self._status is None and self._has_ended():
            # What the program left running ends with it.
            self._end()
        return self._status

    def exit_descriptor(self) -> int | None:
        return None if self._pidfd is None else os.dup(self._pidfd)

    def kill(self) -> None:
        if self._status is None:
            with contextlib.suppress(SandboxFault):  # then it has ended with the container
                self._end()

    def _has_ended(self) -> bool:
        if self._pidfd is None:
            return True
        poll = select.poll()
        poll.register(self._pidfd, select.POLLIN)
        return bool(poll.poll(0))

    def _end(self) -> None:
        """End everything in the container but the helper."""
        self._status = self._container.ask("kill")["status"]
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None


def _pid_of(pidfd: int) -> int:
    """A process's pid as this process sees it (pidfd_open(2), proc_pid_fdinfo(5))."""
    for line in Path(f"/proc/self/fdinfo/{pidfd}").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == "Pid":
            return int(value)
    raise SandboxUnavailable("this kernel does not say which process a pidfd stands for")
