"""Whose a container is, and what becomes of those whose owner is gone.

Nearly all of them go by themselves (see `containers`). What was made and never started does not, nor what Docker
forgot to remove.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import docker
from docker.errors import APIError, DockerException, NotFound
from requests.exceptions import RequestException

#: The label of a container that says whose it is.
OWNER = "sockgrade.owner"
#: Seconds for one that ends to be removed.
_PATIENCE = 30


def clear_up(api: docker.APIClient) -> None:
    """See to it that nothing is left of the containers that this process has let go, nor of dead graders'."""
    with contextlib.suppress(DockerException, RequestException):
        for found in api.containers(all=True, filters={"label": OWNER}):
            whose = found["Labels"][OWNER]
            if whose == owner():
                _await_removal(api, found["Id"])
            elif is_dead(whose):
                remove(api, found["Id"])


def _await_removal(api: docker.APIClient, identifier: str) -> None:
    """Of one that ends by itself."""
    try:
        api.wait(identifier, timeout=_PATIENCE, condition="removed")
    except NotFound:
        pass
    except (DockerException, RequestException):
        api.remove_container(identifier, force=True)


def remove(api: docker.APIClient, identifier: str) -> None:
    """Remove a container, whatever it is doing. Raises DockerException and RequestException."""
    try:
        api.remove_container(identifier, force=True)
    except APIError:  # it is just going by itself
        _await_removal(api, identifier)


def owner() -> str:
    """This process, among all of the machine, since it was started."""
    return "/".join((*_machine(), str(os.getpid()), _started("self")))


def _machine() -> tuple[str, str]:
    """The boot, and the pid namespace, in which pids mean something."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return boot, os.readlink("/proc/self/ns/pid")


def _started(pid: str) -> str:
    """When a process began, in clock ticks since the boot (proc_pid_stat(5))."""
    return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[19]


def is_dead(whose: str) -> bool:
    """Whether the owner of a container is gone; False where that cannot be seen from here."""
    boot, namespace, pid, started = whose.split("/")
    if (boot, namespace) != _machine():
        return boot != _machine()[0]
    try:
        return _started(pid) != started
    except OSError:
        return True
