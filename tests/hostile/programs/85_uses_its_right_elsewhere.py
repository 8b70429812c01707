import ctypes
import errno
import fcntl
import json
import os
import socket
import struct

CLONE_NEWUSER, SIOCSIFFLAGS, SIOCSIFADDR, SOCK_PACKET, ETH_P_ALL = 0x10000000, 0x8914, 0x8916, 10, 0x0003
libc = ctypes.CDLL(None, use_errno=True)
found = {}


def attempt(name, do):
    try:
        do()
        found[name] = "done"
    except OSError as error:
        found[name] = errno.errorcode[error.errno]


def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)


def write(path, text):
    with open(path, "w") as file:
        file.write(text)


with open("/proc/self/status") as status:
    lines = [line.split() for line in status if line.startswith("Cap")]
found["capabilities"] = {name: int(value, 16) for name, value in lines}
with open("/proc/net/dev") as table:
    found["interfaces"] = [line.split(":")[0].strip() for line in table if ":" in line]

# What it was given.
attempt("raw IPv4", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))
attempt("raw IPv6", lambda: socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6))

# More than that: other sockets, the interface, the network's settings, namespaces.
attempt("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL)))
attempt("packet, as long ago", lambda: socket.socket(socket.AF_INET, SOCK_PACKET, socket.htons(ETH_P_ALL)))
attempt("packet, in disguise", lambda: socket.socket(socket.AF_INET, SOCK_PACKET | socket.SOCK_CLOEXEC, 0x300))
attempt("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
control = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
attempt("interface down", lambda: fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sH22x", b"lo", 0)))
address = struct.pack("16sH2x4s16x", b"lo:1", socket.AF_INET, socket.inet_aton("10.0.0.1"))
attempt("another address", lambda: fcntl.ioctl(control, SIOCSIFADDR, address))
attempt("setting", lambda: write("/proc/sys/net/ipv4/ip_forward", "1"))
attempt("namespaces", lambda: call("unshare", CLONE_NEWUSER))
attempt("more namespaces", lambda: write("/proc/sys/user/max_user_namespaces", "9"))
for number in os.listdir("/proc/self/fd"):
    path = f"/proc/self/fd/{number}"
    if os.path.lexists(path) and os.readlink(path).startswith("user:"):
        attempt("its namespace again", lambda: call("setns", int(number), CLONE_NEWUSER))

# Somewhere else: a packet of its own making to an address outside.
source, target = socket.inet_aton("127.0.0.1"), socket.inet_aton("8.8.8.8")
packet = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20, 0, 0, 64, 253, 0, source, target)
raw = socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW
attempt("outside", lambda: socket.socket(*raw).sendto(packet, ("8.8.8.8", 0)))
print(json.dumps(found))
