import ctypes
import json
import os

PTRACE_ATTACH, PIDFD_GETFD, PROCESS_VM_READV = 16, 438, 310
libc = ctypes.CDLL(None, use_errno=True)
found = {}


def descriptors(pid):
    try:
        return sorted({os.readlink(f"/proc/{pid}/fd/{n}").split(":")[0] for n in os.listdir(f"/proc/{pid}/fd")})
    except PermissionError as error:
        return error.strerror


for name in os.listdir("/proc"):
    if not name.isdigit() or int(name) == os.getpid():
        continue
    pid = int(name)
    pidfd = os.pidfd_open(pid)
    with open(f"/proc/{pid}/status") as status:
        rights = dict(line.split(":\t", 1) for line in status)
    found[name] = {
        "ptrace": libc.ptrace(PTRACE_ATTACH, pid, 0, 0),
        "process_vm_readv": libc.syscall(PROCESS_VM_READV, pid, None, 0, None, 0, 0),
        "pidfd_getfd": libc.syscall(PIDFD_GETFD, pidfd, 0, 0),
        "descriptors": descriptors(pid),
        "capabilities": int(rights["CapPrm"], 16),
        "filtered": rights["Seccomp"].strip() == "2",
    }
print(json.dumps(found))
