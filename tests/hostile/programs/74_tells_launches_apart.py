"""Prints all that could tell one launch from another: what must be the same for all, and when things were made."""

import ctypes
import errno
import json
import mmap
import os
import sys
import time

NOW = time.time()
#: File systems that are made for a sandbox.
OWN = ("tmpfs", "devpts")
libc = ctypes.CDLL(None, use_errno=True)


def outcome(result):
    return errno.errorcode.get(ctypes.get_errno()) if result < 0 else "allowed"


def is_cached(path):
    """mincore(2) tells of files that are one's own."""
    with open(path, "r+b") as file, mmap.mmap(file.fileno(), 0) as mapped:
        resident = (ctypes.c_ubyte * 1)()
        address = ctypes.addressof(ctypes.c_char.from_buffer(mapped))
        assert libc.mincore(ctypes.c_void_p(address), ctypes.c_size_t(1), resident) == 0
        return bool(resident[0] & 1)


def cache():
    """What a launch could leave in the machine's cache of files for the next, and find there."""
    own = [is_cached(__file__)]
    with open(__file__, "rb") as file:
        os.fsync(file.fileno())
        advice = os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    own.append(is_cached(__file__))
    found = {"own": own, "fadvise": advice}
    with open(sys.executable, "rb") as file:
        try:
            os.preadv(file.fileno(), [bytearray(1)], 0, os.RWF_NOWAIT)
            found["RWF_NOWAIT"] = "allowed"
        except OSError as error:
            found["RWF_NOWAIT"] = errno.errorcode[error.errno]
        found["cachestat"] = outcome(libc.syscall(451, file.fileno(), None, None, 0))
    return found


def mounts():
    """By place: root, options, type, source and options of the file system; not the numbers that the kernel gives."""
    found = {}
    for line in open("/proc/self/mountinfo"):
        fields = line.split()
        at = fields.index("-")
        found[fields[4]] = [fields[3], *fields[5:at], *fields[at + 1 :]]
    return found


def everything(places):
    """All that there is in the file systems at these places."""
    for top in places:
        device = os.lstat(top).st_dev

        def is_inside(path, device=device):
            return os.lstat(path).st_dev == device

        for place, folders, files in os.walk(top):
            yield place
            yield from filter(is_inside, (os.path.join(place, name) for name in files))
            folders[:] = [name for name in folders if is_inside(os.path.join(place, name))]


def described(path):
    status = os.lstat(path)
    return [oct(status.st_mode), status.st_uid, status.st_gid, status.st_nlink, status.st_size]


def made(path):
    status = os.lstat(path)
    return min(status.st_atime, status.st_mtime, status.st_ctime)


mounted = mounts()
found = sorted(everything(place for place, mount in mounted.items() if mount[-3] in OWN))
told = {
    "files": {path: described(path) for path in found},
    "mounts": mounted,
    "cache": cache(),
    "names": [os.getcwd(), os.uname().nodename, os.environ.copy(), sys.argv, os.getpid(), os.getppid()],
    "streams": [[oct(os.fstat(n).st_mode), os.fstat(n).st_rdev, os.readlink(f"/proc/self/fd/{n}")[:5]] for n in range(3)],
    "status": [line for line in open("/proc/self/status") if line.split(":")[0] in ("NSpid", "Uid", "Groups")],
    "commands": [open(f"/proc/{pid}/cmdline").read() for pid in ("1", "self")],
}
times = {path: made(path) for path in found}
times |= {f"descriptor {number}": os.fstat(number).st_ctime for number in range(3)}
print(json.dumps({"told": told, "now": NOW, "made": times}))
raise SystemExit(1)
