"""At which sockets a thread looks in poll(2) or select(2): its memory says it (proc_pid_mem(5)). Linux only."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Sequence

from sockgrade.process.descriptors import Descriptor
from sockgrade.process.resources import is_listening

#: struct pollfd (poll(2)); a bit for each descriptor, in words of this size (select(2)).
_POLLFD = struct.Struct("=ihh")
_WORD = 8
#: More descriptors than any exercise's listening sockets.
_MOST = 64


def looks_for_clients(call: str, pid: int, tid: int, arguments: Sequence[int]) -> bool:
    """Whether a thread looks at sockets that listen, and at nothing else. Raises OSError."""
    numbers = {"poll()": _polled, "select()": _selected}.get(call, _nothing)(pid, arguments)
    return bool(numbers) and all(_listens(Descriptor(pid, tid, number)) for number in numbers)


def _nothing(pid: int, arguments: Sequence[int]) -> set[int]:  # noqa: ARG001 - for calls that look at nothing
    return set()


def _polled(pid: int, arguments: Sequence[int]) -> set[int]:
    address, number = arguments[0], arguments[1]
    if not 0 < number <= _MOST:
        return set()
    entries = _POLLFD.iter_unpack(_memory(pid, address, number * _POLLFD.size))
    return {descriptor for descriptor, _, _ in entries if descriptor >= 0}


def _selected(pid: int, arguments: Sequence[int]) -> set[int]:
    number, *sets = arguments[:4]
    found: set[int] = set()
    if not 0 < number <= _MOST:
        return found
    for address in filter(None, sets):
        bits = int.from_bytes(_memory(pid, address, _WORD), "little")
        found |= {descriptor for descriptor in range(number) if bits >> descriptor & 1}
    return found


def _memory(pid: int, address: int, size: int) -> bytes:
    file = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
    try:
        return os.pread(file, size, address)
    finally:
        os.close(file)


def _listens(descriptor: Descriptor) -> bool:
    if not descriptor.target.startswith("socket:"):
        return False
    with socket.socket(fileno=descriptor.duplicate()) as theirs:
        return is_listening(theirs)
