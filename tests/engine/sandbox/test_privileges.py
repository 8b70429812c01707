"""What programs may not do in the sandboxes."""

from __future__ import annotations

from sandbox.programs import Start

from sockgrade.sandbox.choose import Chosen

ATTEMPTS = """
import ctypes, errno, fcntl, json, os, socket
libc = ctypes.CDLL(None, use_errno=True)
results = {}

def call(name, *arguments):
    ctypes.set_errno(0)
    results[name] = errno.errorcode.get(ctypes.get_errno(), 0) if libc.syscall(*arguments) < 0 else "allowed"

def open_socket(name, family, kind=socket.SOCK_DGRAM, protocol=0):
    try:
        socket.socket(family, kind, protocol).close()
    except OSError as error:
        results[name] = errno.errorcode[error.errno]
    else:
        results[name] = "allowed"
"""


def test_socket_families(contained: Chosen, start: Start) -> None:
    families = {"unspec": 0, "ax25": 3, "appletalk": 5, "netlink": 16, "packet": 17, "alg": 38, "vsock": 40}
    allowed = {"unix": 1, "inet": 2, "inet6": 10}
    seen = start.result(
        contained,
        ATTEMPTS
        + f"""
for name, family in {families | allowed}.items():
    open_socket(name, family)
print(json.dumps(results))
""",
    )
    assert seen == {**dict.fromkeys(families, "EAFNOSUPPORT"), **dict.fromkeys(allowed, "allowed")}


def test_raw_sockets_are_refused(contained: Chosen, start: Start) -> None:
    program = ATTEMPTS + "open_socket('raw', socket.AF_INET, socket.SOCK_RAW, 1); print(json.dumps(results))"
    assert start.result(contained, program) == {"raw": "EPERM"}


def test_system_calls(contained: Chosen, start: Start) -> None:
    # Numbers that are the same on all architectures (asm-generic/unistd.h), and calls that libc wraps.
    seen = start.result(
        contained,
        ATTEMPTS
        + """
for name, number in {"open_tree": 428, "move_mount": 429, "fsopen": 430, "clone3": 435, "pidfd_getfd": 438,
                     "io_uring_setup": 425, "io_uring_enter": 426}.items():
    call(name, number, 0, 0, 0, 0, 0, 0)

def wrapped(name, *arguments):
    ctypes.set_errno(0)
    failed = getattr(libc, name)(*arguments) < 0
    results[name] = errno.errorcode.get(ctypes.get_errno(), 0) if failed else "allowed"

for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000):
    wrapped("unshare", flag)
    assert results.pop("unshare") == "EPERM", hex(flag)
wrapped("ptrace", 0, 0, 0, 0)
wrapped("process_vm_readv", os.getpid(), None, 0, None, 0, 0)
wrapped("mount", b"none", b"/tmp", b"tmpfs", 0, None)
wrapped("umount2", b"/tmp", 0)
wrapped("setns", 0, 0)
wrapped("chroot", b"/tmp")
master, terminal = os.openpty()
libc.ioctl.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_char_p]
wrapped("ioctl", terminal, 0x5412, b"x")
results["TIOCSTI"] = results.pop("ioctl")
wrapped("ioctl", terminal, 0x5412 | 1 << 32, b"x")
results["TIOCSTI in disguise"] = results.pop("ioctl")
print(json.dumps(results))
""",
    )
    assert seen.pop("clone3") == "ENOSYS"
    assert seen == dict.fromkeys(seen, "EPERM")
    assert len(seen) == 14


def test_user_namespaces_are_refused_to_programs(contained: Chosen, start: Start) -> None:
    program = start(contained, ["unshare", "--user", "--map-root-user", "true"])
    assert program.wait() == 1
    assert "Operation not permitted" in program.read_all()
