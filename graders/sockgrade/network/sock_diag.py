"""The kernel's sockets, asked of it by sock_diag(7): it tells of those that are asked for, and of no others.

Its tables in /proc are as large as the machine's memory suggests and take some milliseconds to read; and a program
may fill them.
"""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator

from sockgrade.network.tables import Row

assert sys.platform == "linux", "sock_diag(7) is Linux' own"

#: linux/netlink.h, linux/sock_diag.h
NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_NLM_F_REQUEST, _NLM_F_DUMP = 0x1, 0x300
_NLMSG_ERROR, _NLMSG_DONE = 2, 3
#: struct nlmsghdr, struct inet_diag_req_v2 and struct inet_diag_msg (linux/inet_diag.h).
_HEADER = struct.Struct("=IHHII")
_REQUEST = struct.Struct("=BBBxI2s2s16s16sIII")
_ANSWER = struct.Struct("=BB2x2s2s16s16s4x8x4xIIII")
_ERROR = struct.Struct("=i")
#: struct nlattr (linux/netlink.h), and the attribute of a socket that is bound: IPV6_V6ONLY.
_ATTRIBUTE = struct.Struct("=HH")
_SKV6ONLY = 11
_NO_COOKIE = 0xFFFFFFFF
_ALL_STATES = 0xFFFFFFFF
_PROTOCOLS = {"tcp": socket.IPPROTO_TCP, "udp": socket.IPPROTO_UDP}
_LENGTHS = {socket.AF_INET: 4, socket.AF_INET6: 16}
_CHUNK = 2**16


def sockets(diag: socket.socket, transport: str, states: int, port: int = 0) -> Iterator[Row]:
    """The sockets in some states (a bit for each) in the network of `diag`, a netlink socket of NETLINK_SOCK_DIAG.

    With `port` those on that port only. To be read to its end, or `diag` to be closed: what is left would be taken
    for the next answer. Raises OSError where the kernel does not answer such questions.
    """
    for family in _LENGTHS:
        _ask(diag, _NLM_F_DUMP, (family, _PROTOCOLS[transport], states), (port, 0))
        for message in _answers(diag):
            yield _row(message)


def find(diag: socket.socket, family: int, local: tuple[str, int], remote: tuple[str, int]) -> Row | None:
    """The TCP socket that is bound to one address and connected to the other. Raises OSError as well."""
    here, there = (socket.inet_pton(family, address) for address, _ in (local, remote))
    what = (family, socket.IPPROTO_TCP, _ALL_STATES)
    _ask(diag, 0, what, (local[1], remote[1]), here, there, _NO_COOKIE)
    data = diag.recv(_CHUNK)
    _, kind, *_ = _HEADER.unpack_from(data)
    if kind == _NLMSG_ERROR:
        code = -_ERROR.unpack_from(data, _HEADER.size)[0]
        if code == 2:  # ENOENT
            return None
        raise OSError(code, "sock_diag")
    row = _row(data)
    # Where nobody is connected, the kernel names the socket that listens.
    return row if (row.port, row.remote_port) == (local[1], remote[1]) else None


def _ask(
    diag: socket.socket,
    flags: int,
    what: tuple[int, int, int],
    ports: tuple[int, int],
    local: bytes = b"",
    remote: bytes = b"",
    cookie: int = 0,
) -> None:
    family, protocol, states = what
    here, there = (port.to_bytes(2, "big") for port in ports)
    request = _REQUEST.pack(family, protocol, 0, states, here, there, local, remote, 0, cookie, cookie)
    header = (_HEADER.size + len(request), _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST | flags, 0, 0)
    diag.send(_HEADER.pack(*header) + request)


def _answers(diag: socket.socket) -> Iterator[bytes]:
    """The messages of one dump (netlink(7))."""
    while True:
        data = diag.recv(_CHUNK)
        while data:
            length, kind, *_ = _HEADER.unpack_from(data)
            if kind == _NLMSG_DONE:
                return
            if kind == _NLMSG_ERROR:
                (code,) = _ERROR.unpack_from(data, _HEADER.size)
                raise OSError(-code, "sock_diag")
            yield data[:length]
            data = data[-(-length // 4) * 4 :]  # messages begin at multiples of four


def _row(message: bytes) -> Row:
    family, state, port, remote_port, address, _, unread, unsent, _, inode = _ANSWER.unpack_from(
        message, _HEADER.size
    )
    return Row(
        address=socket.inet_ntop(family, address[: _LENGTHS[family]]),
        port=int.from_bytes(port, "big"),
        remote_port=int.from_bytes(remote_port, "big"),
        state=state,
        unread=unread,
        unsent=unsent,
        inode=inode,
        only_ipv6=any(_attribute(message, _SKV6ONLY)),
    )


def _attribute(message: bytes, wanted: int) -> bytes:
    """The value of an attribute behind the answer; empty if there is none."""
    rest = message[_HEADER.size + _ANSWER.size :]
    while len(rest) > _ATTRIBUTE.size:
        length, kind = _ATTRIBUTE.unpack_from(rest)
        if kind == wanted:
            return rest[_ATTRIBUTE.size : length]
        rest = rest[-(-max(length, _ATTRIBUTE.size) // 4) * 4 :]  # attributes begin at multiples of four
    return b""
