"""The containers of one worker: those in use, and a spare one that is made while a check runs.

A container takes a tenth of a second to start; while one is in use, the next is made.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import docker

from sockgrade.network.names import USUAL, Names
from sockgrade.sandbox import HOME, SandboxFault
from sockgrade.sandbox.docker.containers import Container, create
from sockgrade.sandbox.docker.image import Image, client
from sockgrade.sandbox.docker.owners import clear_up


class Supply:
    """Containers of an image. Methods raise SandboxFault."""

    def __init__(self, image: Image) -> None:
        self._image = image
        self._in_use: list[Container] = []
        """Of one network: the first has made it, the others share it."""
        self._rooms: dict[Path, Container] = {}
        """By the folder that a program runs in, as this process sees it."""
        self._spare: Future[Container] | None = None
        self._names = USUAL
        """What programs find in that network."""
        self.wanted = 0
        """How many more are going to be needed."""
        self._any = False
        """Whether a container was ever made."""

    @cached_property
    def _api(self) -> docker.APIClient:
        return client()

    @cached_property
    def _maker(self) -> ThreadPoolExecutor:
        """One thread: a connection to the daemon does one thing at a time."""
        return ThreadPoolExecutor(1)

    def expect(self, number: int) -> None:
        """So many containers are going to be needed, one after the other."""
        self._drop_spare()
        self.wanted = number
        self._make_spare()

    def renew(self) -> None:
        """Programs and sockets shall get a new network; what nobody has used is as good as new."""
        if any(container.is_used for container in self._in_use):
            self._let_all_go()
        self.name(USUAL)

    def name(self, names: Names) -> None:
        """Let programs that are started from now on find these names, until `renew`."""
        if names != self._names:
            self._names = names
            for container in self._in_use:
                container.names.write(names)

    def _use(self, container: Container) -> None:
        if self._names != USUAL:
            container.names.write(self._names)
        self._in_use.append(container)

    def container(self) -> Container:
        """The one whose network it is."""
        if not self._in_use:
            self._use(self._take_spare())
        return self._in_use[0]

    @contextmanager
    def room(self) -> Iterator[Path]:
        """The folder of a container that no program has been in, in the network that there is.

        Everything else in the container is as new as its folder.
        """
        container = self.container()
        if container.is_inhabited:
            container = self._create(container)
            self._use(container)
        container.is_used = container.is_inhabited = True
        descriptor = container.ask_for_descriptor("folder", path=str(HOME))
        # No name in this path is the program's to give: what it puts in its folder's place is not looked at.
        folder = Path(f"/proc/self/fd/{descriptor}")
        self._rooms[folder] = container
        try:
            yield folder
        finally:
            del self._rooms[folder]
            os.close(descriptor)

    def container_of(self, room: Path) -> Container:
        """The one that a room is in."""
        return self._rooms[room]

    def close(self) -> None:
        """Let all containers go, and return when they are gone."""
        self._drop_spare()
        self._let_all_go()
        if self._any:
            clear_up(self._api)
        self._maker.shutdown()

    def _create(self, network: Container | None = None) -> Container:
        return self._maker.submit(create, self._api, self._image, network=network).result()

    def _make_spare(self) -> None:
        if self.wanted > 0:
            self.wanted -= 1
            self._spare = self._maker.submit(create, self._api, self._image)

    def _take_spare(self) -> Container:
        if self._spare is None:
            return self._create()
        spare, self._spare = self._spare, None
        container = spare.result()
        self._make_spare()
        return container

    def _drop_spare(self) -> None:
        spare, self._spare = self._spare, None
        if spare is not None:
            with contextlib.suppress(SandboxFault):
                self._let_go(spare.result())

    def _let_all_go(self) -> None:
        for container in self._in_use:
            self._let_go(container)
        self._in_use.clear()

    def _let_go(self, container: Container) -> None:
        self._any = True
        container.close()
