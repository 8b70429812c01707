"""The system calls that a program may not use: bubblewrap has no filter of its own.

A program without capabilities in a namespace of its own could do little harm with most of these; the filter
keeps it from the kernel's less travelled parts, where the errors that let programs out are found. What
programs use in a course on sockets is not touched.
"""

from __future__ import annotations

import errno
import tempfile
from functools import cache

from sockgrade.kernel.trees import temporary_folder
from sockgrade.sandbox import SandboxUnavailable

# linux/socket.h
_AF_UNIX, _AF_INET, _AF_INET6 = 1, 2, 10
# linux/net.h
_SOCK_PACKET = 10

# linux/sched.h: CLONE_NEWNS, CGROUP, UTS, IPC, USER, PID, NET
_NEW_NAMESPACES = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)

# asm-generic/ioctls.h: both push characters into a terminal as if they had been typed.
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C

# linux/fadvise.h, linux/fs.h; and a call that libseccomp may be too old to know
_FADV_DONTNEED, _RWF_NOWAIT, _RWF_DONTCACHE = 4, 0x08, 0x80
_SYS_CACHESTAT = 451

_DENIED = (
    # looking into and steering other processes
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp", "process_madvise"),
    # new namespaces and file systems
    *("unshare", "setns", "chroot", "pivot_root", "mount", "umount", "umount2", "mount_setattr"),
    *("open_tree", "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "open_by_handle_at"),
    # system calls past the filter, and the key ring, which is shared by all programs of one user
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "keyctl", "add_key", "request_key"),
    # large and rarely needed parts of the kernel
    *("bpf", "perf_event_open", "userfaultfd", "fanotify_init", "lookup_dcookie", "vm86", "vm86old"),
    # the machine itself
    *("kexec_load", "kexec_file_load", "init_module", "finit_module", "delete_module", "reboot"),
    *("swapon", "swapoff", "quotactl", "quotactl_fd", "acct", "syslog", "iopl", "ioperm", "nfsservctl"),
    *("settimeofday", "clock_settime", "stime", "vhangup", "uselib"),
)


@cache
def filter_program() -> bytes:
    """The filter as the kernel takes it (struct sock_filter[], seccomp(2)), for `bwrap --seccomp`.

    Denied calls fail with EPERM, socket families other than Unix, IPv4 and IPv6 with EAFNOSUPPORT (as on a
    machine without them). Programs of another architecture (32 bits) are killed.
    Raises SandboxUnavailable if libseccomp is missing.
    """
    try:
        import pyseccomp
    except (ImportError, RuntimeError) as missing:  # RuntimeError: the package is there, the library is not
        raise SandboxUnavailable("libseccomp is not installed: sudo apt install libseccomp2") from missing

    rules = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)

    def deny(call: str, code: int, *conditions: pyseccomp.Arg) -> None:
        number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, call)
        if number >= 0:  # negative: unknown to this libseccomp, or not on this architecture
            rules.add_rule(pyseccomp.ERRNO(code), number, *conditions)

    for call in _DENIED:
        deny(call, errno.EPERM)

    # A filter cannot look into the structure that clone3 is given; libc falls back on clone.
    deny("clone3", errno.ENOSYS)
    for flag in _NEW_NAMESPACES:
        deny("clone", errno.EPERM, pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))

    # libseccomp takes one condition an argument: "none of three" is said by naming all the others.
    for call in ("socket", "socketpair"):
        for family in range(_AF_INET6):
            if family not in (_AF_UNIX, _AF_INET):
                deny(call, errno.EAFNOSUPPORT, pyseccomp.Arg(0, pyseccomp.EQ, family))
        deny(call, errno.EAFNOSUPPORT, pyseccomp.Arg(0, pyseccomp.GT, _AF_INET6))
        # An old name for AF_PACKET (packet(7)); the kernel looks at the lowest four bits for the type.
        deny(call, errno.EAFNOSUPPORT, pyseccomp.Arg(1, pyseccomp.MASKED_EQ, 0xF, _SOCK_PACKET))

    for request in (_TIOCSTI, _TIOCLINUX):
        # The kernel reads 32 bits: what stands in the others must not make a difference here either.
        deny("ioctl", errno.EPERM, pyseccomp.Arg(1, pyseccomp.MASKED_EQ, 0xFFFFFFFF, request))

    # What is in the machine's cache of files outlives a program, and could tell its next launch of this one: nobody
    # can take anything out of it (posix_fadvise(2), which is advice and may be ignored), nor ask what is in it.
    deny("fadvise64", 0, pyseccomp.Arg(3, pyseccomp.MASKED_EQ, 0xFFFFFFFF, _FADV_DONTNEED))
    for flag in (_RWF_NOWAIT, _RWF_DONTCACHE):
        deny("preadv2", errno.EOPNOTSUPP, pyseccomp.Arg(5, pyseccomp.MASKED_EQ, flag, flag))
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), _SYS_CACHESTAT)

    with tempfile.TemporaryFile(dir=temporary_folder()) as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()
