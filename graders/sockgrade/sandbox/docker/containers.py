"""Containers: how one is made and spoken to, and how it goes, whatever happens.

A container lives as long as the connection to the helper in it (`helper.py`): when the worker ends, however it
ends, the kernel closes that connection, the helper ends and with it the container, which Docker then removes. What
was made and never started is swept by the next grader.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import struct
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docker
from docker.errors import DockerException
from docker.types import LogConfig, Mount
from requests.exceptions import RequestException

from sockgrade.kernel.trees import scratch
from sockgrade.network.names import HOST_NAME, NameFiles
from sockgrade.sandbox import HOME, Limits, SandboxFault
from sockgrade.sandbox.docker.image import Image, explain
from sockgrade.sandbox.docker.owners import OWNER, owner, remove
from sockgrade.sandbox.spawn import names, program_ids

assert sys.platform == "linux", "sockets that are passed on, and /proc"

#: What the helper needs: to run programs as somebody else and without capabilities, to end them, to capture packets.
_CAPABILITIES = ["SETUID", "SETGID", "SETPCAP", "KILL", "NET_RAW"]
#: Where the grader's socket appears in the container.
_MEETING_PLACE = "/run/sockgrade"
#: Seconds for the helper to come, and to answer. A program may keep the container's processor busy meanwhile.
_PATIENCE = 30
#: Processes of the sandbox's own.
_HELPERS = 2
_CPUS = 1.0
#: Bytes and files of the programs' folder, which is made before anybody knows what for: a build needs most.
_ROOM = 2**29, 2**15
#: Bytes of an answer.
_MOST = 2**16
_ENDED = "the container has ended: was the Docker daemon stopped?"
_UCRED = struct.Struct("3i")


class Container:
    """A running container, and the connection to its helper."""

    def __init__(self, identifier: str, channel: socket.socket, names: NameFiles) -> None:
        self.id = identifier
        self.names = names
        """What tells programs names in it."""
        credentials = channel.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _UCRED.size)
        self.pid: int = _UCRED.unpack(credentials)[0]
        """The helper's, as this machine sees it."""
        self.is_used = False
        """Whether its folder has been given to a program, or any socket made."""
        self.is_inhabited = False
        """Whether its folder has been given to a program."""
        self._channel = channel
        self._lock = threading.Lock()

    def ask(self, do: str, *descriptors: int, **arguments: Any) -> dict[str, Any]:
        """Let the helper do something; its answer.

        Raises OSError if that is what the helper met, and SandboxFault if there is no helper any more.
        """
        answer, descriptor = self._exchange({"do": do, **arguments}, descriptors)
        if descriptor is not None:
            os.close(descriptor)
            raise SandboxFault("the container has sent a descriptor that nobody asked for")
        return answer

    def ask_for_descriptor(self, do: str, *descriptors: int, **arguments: Any) -> int:
        """The same, for what is answered with a descriptor."""
        _, descriptor = self._exchange({"do": do, **arguments}, descriptors)
        if descriptor is None:
            raise SandboxFault("the container has not sent what it was asked for")
        return descriptor

    def socket(self, family: int, kind: int, protocol: int) -> socket.socket:
        """A socket in the container's network. Raises OSError and SandboxFault."""
        self.is_used = True
        descriptor = self.ask_for_descriptor("socket", family=int(family), kind=int(kind), protocol=protocol)
        try:
            made = socket.socket(fileno=descriptor)
        except OSError:
            os.close(descriptor)
            raise SandboxFault("the container has sent something else than a socket") from None
        if (made.family, made.type) != (family, kind):
            made.close()
            raise SandboxFault("the container has sent another socket than the one that was asked for")
        return made

    def _exchange(
        self, request: dict[str, Any], descriptors: Sequence[int]
    ) -> tuple[dict[str, Any], int | None]:
        with self._lock:
            try:
                socket.send_fds(self._channel, [json.dumps(request).encode()], descriptors)
                # One descriptor at most: the kernel closes what else somebody might send.
                data, received, _, _ = socket.recv_fds(self._channel, _MOST, 1)
            except OSError as error:
                raise SandboxFault(f"{_ENDED} ({error.strerror or error})") from None
        if not data:
            raise SandboxFault(_ENDED)
        try:
            answer = json.loads(data)
            failed = answer.get("errno", 0)
            if failed:
                raise OSError(failed, os.strerror(failed))
        except (ValueError, TypeError, AttributeError, OSError) as error:
            for descriptor in received:
                os.close(descriptor)
            if isinstance(error, OSError):
                raise
            raise SandboxFault("the container has sent an answer that is none") from None
        return answer, received[0] if received else None

    def close(self) -> None:
        """Let it go: it ends, and is removed, by itself."""
        with self._lock:
            self._channel.close()
        self.names.close()


def create(api: docker.APIClient, image: Image, *, network: Container | None = None) -> Container:
    """Make and start a container. Raises SandboxFault.

    `network` is the container whose network it shares; otherwise it gets one of its own.
    """
    with _meeting_place() as (place, listener), contextlib.ExitStack() as unless_it_starts:
        files = NameFiles(place)
        unless_it_starts.callback(files.close)
        try:
            made = api.create_container(
                image.id,
                command=[f"{_MEETING_PLACE}/{listener.name}"],
                user="0:0",
                working_dir="/",
                labels={OWNER: owner()},
                hostname=HOST_NAME if network is None else None,
                # With no network at all it still has the loopback, and Docker spends 0.1 s less on it.
                network_disabled=network is None,
                host_config=_host_config(api, place, [*names(), *files], network),
            )
            try:
                container = _start(api, made["Id"], listener, files)
                unless_it_starts.pop_all()
                return container
            except BaseException:
                with contextlib.suppress(DockerException, RequestException):
                    remove(api, made["Id"])
                raise
        except (DockerException, RequestException) as error:
            raise SandboxFault(explain(error)) from error


def _start(api: docker.APIClient, identifier: str, listener: _Listener, files: NameFiles) -> Container:
    """Start a container, and wait for its helper. Raises SandboxFault and what Docker raises."""
    api.start(identifier)
    channel = listener.accept()
    if channel is None:
        raise SandboxFault("nobody in the container answers: does the image work?")
    container = Container(identifier, channel, files)
    if api.inspect_container(identifier)["State"]["Pid"] != container.pid:
        container.close()
        raise SandboxFault("the container's processes cannot be seen from here: is sockgrade in one itself?")
    return container


class _Listener:
    """The socket at which the helper appears."""

    def __init__(self, folder: Path) -> None:
        self.name = secrets.token_hex(8)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # A path of a socket has 107 bytes at most (unix(7)), and a folder for temporary files may have more.
        descriptor = os.open(folder, os.O_PATH)
        try:
            self._socket.bind(f"/proc/self/fd/{descriptor}/{self.name}")
        finally:
            os.close(descriptor)
        # In the container root has no right to pass over permissions.
        (folder / self.name).chmod(0o666)
        self._socket.listen(1)
        self._socket.settimeout(_PATIENCE)

    def accept(self) -> socket.socket | None:
        """The connection; None if nobody comes."""
        try:
            channel, _ = self._socket.accept()
        except TimeoutError:
            return None
        channel.settimeout(_PATIENCE)
        return channel

    def close(self) -> None:
        self._socket.close()


@contextmanager
def _meeting_place() -> Iterator[tuple[Path, _Listener]]:
    """A folder with the socket at which the helper of one container appears, and with files for its /etc.

    Gone when it has: nobody else can come.
    """
    with scratch() as place:
        for file, content in names().items():
            (place / file).write_bytes(content)
            (place / file).chmod(0o644)
        with contextlib.closing(_Listener(place)) as listener:
            yield place, listener


def _host_config(
    api: docker.APIClient, place: Path, etc: Sequence[str], network: Container | None
) -> dict[str, Any]:
    """`etc` are the files in `place` that appear in /etc."""
    limits = Limits()
    user, group = program_ids()
    mounts = [_read_only(_MEETING_PLACE, place)]
    mounts += [_read_only(f"/etc/{name}", place / name) for name in etc]
    zone = Path("/etc/localtime")
    if zone.exists():
        mounts.append(_read_only("/etc/localtime", zone.resolve()))
    scratch = {
        "/tmp": f"exec,nosuid,nodev,mode=1777,size={limits.scratch}",
        str(HOME): f"exec,nosuid,nodev,mode=0755,uid={user},gid={group},size={_ROOM[0]},nr_inodes={_ROOM[1]}",
    }
    config: dict[str, Any] = api.create_host_config(
        auto_remove=True,
        read_only=True,
        cap_drop=["ALL"],
        cap_add=_CAPABILITIES,
        security_opt=["no-new-privileges"],
        pids_limit=limits.processes + _HELPERS,
        mem_limit=limits.memory,
        memswap_limit=limits.memory,
        nano_cpus=int(_CPUS * 1e9),
        shm_size=limits.scratch,
        log_config=LogConfig(type="none"),
        mounts=mounts,
        tmpfs=scratch,
        **_network(network),
    )
    return config


def _network(network: Container | None) -> dict[str, Any]:
    if network is not None:
        return {"network_mode": f"container:{network.id}"}
    # Programs may bind port 80: nobody else's port 80 is here.
    settings = {"net.ipv4.ip_unprivileged_port_start": "0"}
    if Path("/proc/sys/net/ipv6").exists():
        # Docker takes ::1 away where it gives no other address; the settings are applied in any order.
        settings |= {f"net.ipv6.conf.{which}.disable_ipv6": "0" for which in ("all", "default", "lo")}
    return {
        "network_mode": "none",
        "sysctls": settings,
    }


def _read_only(target: str, source: Path) -> Mount:
    return Mount(target, str(source), type="bind", read_only=True)
