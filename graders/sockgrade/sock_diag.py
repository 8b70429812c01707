"""Who listens, asked of the kernel by sock_diag(7): its table /proc/net/tcp takes some milliseconds to read.

That table is as large as the machine's memory suggests, and all of it is looked through; here only the sockets that
listen are.
"""

from __future__ import annotations

import socket
import struct
import sys
from collections.abc import Iterator
from itertools import islice

from sockgrade.tables import MAX_ROWS, TCP_LISTEN

assert sys.platform == "linux", "sock_diag(7) is Linux' own"

#: linux/netlink.h, linux/sock_diag.h
NETLINK_SOCK_DIAG = 4
_SOCK_DIAG_BY_FAMILY = 20
_NLM_F_REQUEST, _NLM_F_DUMP = 0x1, 0x300
_NLMSG_ERROR, _NLMSG_DONE = 2, 3
#: struct nlmsghdr, the beginnings of struct inet_diag_req_v2 and struct inet_diag_msg (linux/inet_diag.h).
_HEADER = struct.Struct("=IHHII")
_REQUEST = struct.Struct("=BBBxI48x")
_ANSWER = struct.Struct("!BB2xHH")
_ERROR = struct.Struct("=i")
_ADDRESS = _HEADER.size + _ANSWER.size
_LENGTHS = {socket.AF_INET: 4, socket.AF_INET6: 16}
_CHUNK = 2**16


def listening(diag: socket.socket) -> list[tuple[str, int]]:
    """Where TCP sockets listen in the network of `diag`, a netlink socket of NETLINK_SOCK_DIAG, as (address, port).

    Raises OSError where the kernel does not answer such questions.
    """
    return [place for family in _LENGTHS for place in _listening(diag, family)]


def _listening(diag: socket.socket, family: socket.AddressFamily) -> list[tuple[str, int]]:
    request = _REQUEST.pack(family, socket.IPPROTO_TCP, 0, 1 << TCP_LISTEN)
    header = (_HEADER.size + len(request), _SOCK_DIAG_BY_FAMILY, _NLM_F_REQUEST | _NLM_F_DUMP, 0, 0)
    diag.send(_HEADER.pack(*header) + request)
    answers = _answers(diag)
    found = [_place(message, family) for message in islice(answers, MAX_ROWS)]
    for _ in answers:  # what is left unread would be taken for the next answer
        pass
    return found


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


def _place(message: bytes, family: socket.AddressFamily) -> tuple[str, int]:
    _, _, port, _ = _ANSWER.unpack_from(message, _HEADER.size)
    return socket.inet_ntop(family, message[_ADDRESS : _ADDRESS + _LENGTHS[family]]), port
