"""The image that containers are made of: built from the Dockerfile beside this file, and named by its content.

The name changes with the Dockerfile and the helper, so that what another version of sockgrade has built is never
taken for the right one.
"""

from __future__ import annotations

import hashlib
import io
import os
import socket
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import docker
from docker.errors import APIError, DockerException, ImageNotFound
from requests.exceptions import RequestException

from sockgrade.sandbox import SandboxFault

REPOSITORY = "sockgrade"
#: What the base image is, unless somebody names another.
BASE = "python:3.13-slim"
_UNIX = "unix://"
_DEFAULT = f"{_UNIX}/var/run/docker.sock"
_FILES = ("Dockerfile", "helper.py")
_LABEL = "sockgrade.base"
#: Seconds for the daemon to answer; starting a container on a busy machine takes some.
_PATIENCE = 60


@dataclass(frozen=True)
class Image:
    """An image that is there."""

    id: str
    """sha256:…"""
    name: str


def client() -> docker.APIClient:
    """A connection to the daemon of this machine, at the socket that DOCKER_HOST names. Raises SandboxFault."""
    url = os.environ.get("DOCKER_HOST") or _DEFAULT
    if not url.startswith(_UNIX):
        raise SandboxFault(f"the sandbox docker needs a daemon on this machine, and DOCKER_HOST is {url}")
    try:
        with socket.socket(socket.AF_UNIX) as knock:
            knock.connect(url.removeprefix(_UNIX))
    except OSError as error:
        raise SandboxFault(_unreachable(error)) from None
    try:
        api = docker.APIClient(url, timeout=_PATIENCE)
    except (DockerException, RequestException) as error:
        raise SandboxFault(explain(error)) from error
    # Each request would look for proxies in os.environ, which pytest is changing in another thread.
    api.trust_env = False
    return api


def explain(error: Exception) -> str:
    """What is wrong with Docker, and what to do."""
    if isinstance(error, APIError):
        return f"Docker refuses: {error.explanation or error}"
    while error.__context__ is not None:  # libraries wrap errors in one another
        error = error.__context__  # type: ignore[assignment]
    return _unreachable(error)


def _unreachable(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "you may not use Docker: sudo usermod -aG docker $USER, and log in again"
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return f"the Docker daemon does not answer ({why}): is it running? sudo systemctl start docker"


@cache
def name() -> str:
    """The image's name, by what it is built from."""
    content = hashlib.sha256()
    for file in _FILES:
        content.update(hashlib.sha256((Path(__file__).parent / file).read_bytes()).digest())
    return f"{REPOSITORY}:{content.hexdigest()[:12]}"


def find(api: docker.APIClient) -> Image:
    """The image, if it has been built. Raises SandboxFault."""
    try:
        found: dict[str, Any] = api.inspect_image(name())  # type: ignore[no-untyped-call]
        return Image(found["Id"], name())
    except ImageNotFound:
        stale = api.images(REPOSITORY, quiet=True)
        what = f"the image {name()} has not been built"
        if stale:
            what = f"the image was built by another version of sockgrade, {name()} is needed"
        raise SandboxFault(f"{what}: sockgrade image build") from None
    except (DockerException, RequestException) as error:
        raise SandboxFault(explain(error)) from error


def build(api: docker.APIClient, base: str) -> Iterator[str]:
    """Build the image; what Docker says, line by line. Raises SandboxFault."""
    try:
        for event in api.build(
            fileobj=_context(),
            custom_context=True,
            tag=name(),
            buildargs={"BASE": base},
            labels={_LABEL: base},
            rm=True,
            forcerm=True,
            decode=True,
        ):
            if "error" in event:
                raise SandboxFault(f"the image cannot be built: {event['error'].strip()}")
            if line := event.get("stream", event.get("status", "")).strip():
                yield line
    except (DockerException, RequestException) as error:
        raise SandboxFault(explain(error)) from error


def _context() -> io.BytesIO:
    """The files that the image is built from, as Docker takes them."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for file in _FILES:
            tar.add(Path(__file__).parent / file, arcname=file)
    archive.seek(0)
    return archive
