"""The Linux system calls that Python 3.11 does not offer, behind typed functions.

Only `PrivateNetwork` and the modules that need a kernel's view import this; nothing that macOS or Windows
run does.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import platform
import select
import socket
import struct
from collections.abc import Iterator
from signal import SIGKILL

CLONE_NEWNS = 0x00020000
CLONE_NEWUTS = 0x04000000
CLONE_NEWUSER = 0x10000000
CLONE_NEWPID = 0x20000000
CLONE_NEWNET = 0x40000000

MS_NOSUID = 2
MS_NODEV = 4
MS_NOEXEC = 8
MS_BIND = 4096
MS_REC = 16384
MS_PRIVATE = 1 << 18
_MNT_DETACH = 2

_PR_SET_PDEATHSIG = 1
_SYS_PIDFD_GETFD = 438
#: Of pidfd_open(2): any thread will do, and not only a process's first.
_PIDFD_THREAD = os.O_EXCL
_KCMP_FILES = 2
#: syscall(2): these are older than the numbers that all machines share.
_SYS_CAPGET, _SYS_CAPSET, _SYS_KCMP = (125, 126, 312) if platform.machine() == "x86_64" else (90, 91, 272)
_SIOCSIFFLAGS = 0x8914
_SIOCOUTQ = 0x5411
_TIOCSPTLCK, _TIOCGPTPEER = 0x40045431, 0x5441
_IFF_UP_RUNNING = 0x1 | 0x40

#: struct nlmsghdr, struct ifaddrmsg and struct rtattr (linux/netlink.h, linux/if_addr.h, linux/rtnetlink.h).
_NLMSGHDR, _IFADDRMSG, _RTATTR = struct.Struct("=IHHII"), struct.Struct("=BBBBI"), struct.Struct("=HH")
_RTM_NEWADDR, _IFA_LOCAL, _IFA_F_NODAD = 20, 2, 0x02
_NLM_F_REQUEST, _NLM_F_ACK, _NLM_F_CREATE = 0x1, 0x4, 0x400

_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int, call: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{call}: {os.strerror(number)}")
    return result


def unshare(flags: int) -> None:
    """unshare(2): move this process into new namespaces. Raises OSError."""
    _check(_libc.unshare(flags), "unshare")


def set_namespace(descriptor: int, kind: int) -> None:
    """setns(2): move this thread into a namespace of this kind, one of the CLONE_NEW… above. Raises OSError."""
    _check(_libc.setns(descriptor, kind), "setns")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """mount(2). Raises OSError."""
    encoded = None if kind is None else kind.encode()
    result = _libc.mount(source.encode(), os.fsencode(target), encoded, flags, options.encode())
    _check(result, f"mount {target}")


def unmount(target: str) -> None:
    """umount2(2) with MNT_DETACH: what is still open there goes on until it is closed. Raises OSError."""
    _check(_libc.umount2(os.fsencode(target), _MNT_DETACH), f"umount {target}")


def owns_mounts() -> bool:
    """Whether nobody else sees what this process mounts, and it goes with it: in namespaces of its own it is pid 1."""
    return os.getpid() == 1


def open_terminal() -> tuple[int, int]:
    """Both ends of a terminal, like os.openpty(); it is number 0 of its own file system (devpts). Raises OSError.

    Its number among the machine's would tell how many others there are.
    """
    mount("devpts", "/dev/pts", "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666")
    try:
        ours = os.open("/dev/pts/ptmx", os.O_RDWR | os.O_NOCTTY)
    finally:
        unmount("/dev/pts")
    fcntl.ioctl(ours, _TIOCSPTLCK, struct.pack("i", 0))
    theirs = fcntl.ioctl(ours, _TIOCGPTPEER, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    return ours, theirs


def sethostname(name: str) -> None:
    """sethostname(2), for this process's UTS namespace. Raises OSError."""
    socket.sethostname(name)


def die_with_parent(signal: int) -> None:
    """prctl(PR_SET_PDEATHSIG): be sent a signal when the thread that forked this process ends."""
    _check(_libc.prctl(_PR_SET_PDEATHSIG, signal, 0, 0, 0), "prctl")


def fork_a_dependant() -> int:
    """fork(2), with a child that is killed when the thread that forks it ends."""
    parent = os.pidfd_open(os.getpid())
    try:
        child = os.fork()
        if child == 0:
            die_with_parent(SIGKILL)
            if select.select([parent], [], [], 0)[0]:  # it had ended before
                os._exit(1)
        return child
    finally:
        os.close(parent)


def pidfd_getfd(pid: int, tid: int, descriptor: int) -> int:
    """A duplicate of a descriptor of another process's thread (pidfd_getfd(2)). Raises OSError."""
    try:
        pidfd = os.pidfd_open(tid, _PIDFD_THREAD)
    except OSError as error:
        if error.errno != errno.EINVAL:
            raise
        pidfd = os.pidfd_open(pid)  # before Linux 6.9: its first thread, which usually has the same ones
    try:
        return _check(_libc.syscall(_SYS_PIDFD_GETFD, pidfd, descriptor, 0), "pidfd_getfd")
    finally:
        os.close(pidfd)


def have_same_descriptors(tid: int, other: int) -> bool:
    """Whether two threads of a process share their table of descriptors (kcmp(2)); True where nobody knows."""
    return bool(_libc.syscall(_SYS_KCMP, tid, other, _KCMP_FILES, 0, 0) <= 0)


_CAP_SYS_PTRACE = 19
_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, _PR_CAP_AMBIENT_CLEAR_ALL = 47, 2, 4
_CAPABILITY_VERSION_3 = 0x20080522


@contextlib.contextmanager
def inheritable_ptrace() -> Iterator[None]:
    """Let programs that this thread starts meanwhile look into other processes of its user namespace.

    What an ordinary user may do in a namespace of its own does not survive an execve(2), unless it is made
    ambient (capabilities(7)). Where this is not permitted, nothing changes.
    """
    header = ctypes.create_string_buffer(struct.pack("=Ii", _CAPABILITY_VERSION_3, 0))
    words = ctypes.create_string_buffer(24)  # effective, permitted, inheritable; the upper halves behind them
    raised = _libc.syscall(_SYS_CAPGET, header, words) == 0
    if raised:
        effective, permitted, inheritable, *upper = struct.unpack("=6I", words.raw)
        inheritable |= permitted & 1 << _CAP_SYS_PTRACE
        _libc.syscall(_SYS_CAPSET, header, struct.pack("=6I", effective, permitted, inheritable, *upper))
        _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, _CAP_SYS_PTRACE, 0, 0)
    try:
        yield
    finally:
        if raised:
            _libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
            _libc.syscall(_SYS_CAPSET, header, words.raw)


def bring_up_loopback() -> None:
    """Set the interface `lo` up (netdevice(7)). Raises OSError."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, _SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", _IFF_UP_RUNNING))


def add_address(address: str) -> None:
    """Give the interface `lo` another IPv6 address, to be used at once (rtnetlink(7)). Raises OSError.

    By netlink, and not by ioctl(2): the kernel would first look whether somebody else has it (RFC 4862, 5.4).
    """
    data = socket.inet_pton(socket.AF_INET6, address)
    what = _IFADDRMSG.pack(socket.AF_INET6, 128, _IFA_F_NODAD, 0, socket.if_nametoindex("lo"))
    what += _RTATTR.pack(_RTATTR.size + len(data), _IFA_LOCAL) + data
    size = _NLMSGHDR.size + len(what)
    header = _NLMSGHDR.pack(size, _RTM_NEWADDR, _NLM_F_REQUEST | _NLM_F_ACK | _NLM_F_CREATE, 1, 0)
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE) as control:
        control.send(header + what)
        number = -struct.unpack_from("=i", control.recv(4096), _NLMSGHDR.size)[0]
    if number:
        raise OSError(number, f"address {address}: {os.strerror(number)}")


def unacknowledged(connection: socket.socket) -> int:
    """Bytes in a TCP socket's send queue that the peer has not acknowledged (SIOCOUTQ, tcp(7))."""
    queue = fcntl.ioctl(connection, _SIOCOUTQ, b"\0\0\0\0")
    return int(struct.unpack("i", queue)[0])
