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

from sockgrade.sandbox import HOME, SandboxFault
from sockgrade.sandbox.docker.containers import Container, create
from sockgrade.sandbox.docker.image import Image, client
from sockgrade.sandbox.docker.owners import clear_up


class Supply:
    """Containers of an image. Methods raise SandboxFault."""

    def __init__(self, image: Image) -> None:
        self._image = image
        self._in_use: dict[Path, Container] = {}
        """By the folder that programs run from; the first is the one whose network it is."""
        self._workshops: dict[Path, Container] = {}
        self._spare: Future[Container] | None = None
        self._folder: Path | None = None
        """The one that the spare container is for."""
        self._wanted = 0
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

    def expect(self, folder: Path, number: int) -> None:
        """So many containers are going to be needed, one after the other, for programs in this folder."""
        self._drop_spare()
        self._folder, self._wanted = folder, number
        self._make_spare()

    def renew(self) -> None:
        """Programs and sockets shall get a new network; what nobody has used is as good as new."""
        if any(container.is_used for container in self._in_use.values()):
            for container in self._in_use.values():
                self._let_go(container)
            self._in_use.clear()

    def container(self) -> Container:
        """The one whose network it is."""
        for first in self._in_use.values():
            return first
        assert self._folder is not None, "prepare() comes before everything else"
        return self.container_of(self._folder)

    def container_of(self, folder: Path) -> Container:
        """The one in which programs from this folder run, in the same network as the others."""
        if folder in self._workshops:
            return self._workshops[folder]
        if folder not in self._in_use:
            network = next(iter(self._in_use.values()), None)
            if network is not None or folder != self._folder:
                self._in_use[folder] = self._create(folder, network)
            else:
                self._in_use[folder] = self._take_spare(folder)
        return self._in_use[folder]

    @contextmanager
    def workshop(self, size: int, files: int) -> Iterator[Path]:
        """A container with a folder to build in, of limited size; the folder as this process sees it."""
        container = self._maker.submit(create, self._api, self._image, None, room=(size, files)).result()
        try:
            descriptor = container.ask_for_descriptor("folder", path=str(HOME))
            try:
                # No name in this path is the program's to give: what it puts in its folder's place is not looked at.
                folder = Path(f"/proc/self/fd/{descriptor}")
                self._workshops[folder] = container
                yield folder
                del self._workshops[folder]
            finally:
                os.close(descriptor)
        finally:
            self._let_go(container)

    def close(self) -> None:
        """Let all containers go, and return when they are gone."""
        self._drop_spare()
        for container in self._in_use.values():
            self._let_go(container)
        self._in_use.clear()
        if self._any:
            clear_up(self._api)
        self._maker.shutdown()

    def _create(self, folder: Path, network: Container | None) -> Container:
        return self._maker.submit(create, self._api, self._image, folder, network=network).result()

    def _make_spare(self) -> None:
        if self._wanted > 0:
            self._wanted -= 1
            self._spare = self._maker.submit(create, self._api, self._image, self._folder)

    def _take_spare(self, folder: Path) -> Container:
        if self._spare is None:
            return self._create(folder, None)
        spare, self._spare = self._spare, None
        container = spare.result()
        self._make_spare()
        return container

    def _drop_spare(self) -> None:
        spare, self._spare = self._spare, None
        if spare is not None:
            with contextlib.suppress(SandboxFault):
                self._let_go(spare.result())

    def _let_go(self, container: Container) -> None:
        self._any = True
        container.close()
