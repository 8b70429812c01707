"""Networks in which a program may be given rights that it has nowhere else (Linux).

The kernel asks for a right in the user namespace that owns what is to be done (user_namespaces(7)). A network that
bubblewrap's programs inherit from the worker is the worker's; one that a user namespace of their own owns is theirs.
"""

from __future__ import annotations

import os
import shutil
import subprocess

from sockgrade.sandbox.spawn import demoted, environment

#: Whoever is in the namespace can make no further ones, in which it would have all rights. `read` waits for the grader.
_FURNISH = "echo 0 > /proc/sys/user/max_user_namespaces; echo; read _"


def own_network() -> tuple[int, int]:
    """A new network, and the user namespace that owns it, as descriptors; nobody is in there.

    Both are made by the user that programs run as: nobody else's may be joined by them. Raises OSError.
    """
    demotion, identity = demoted(dies_with_parent=True)
    unshare = shutil.which("unshare")
    if unshare is None:
        raise FileNotFoundError("unshare is not installed: sudo apt install util-linux")
    options = ["--user", "--map-current-user", "--keep-caps", "--net"]
    with subprocess.Popen(
        [*demotion, unshare, *options, "--", "/bin/sh", "-c", _FURNISH],
        cwd="/",
        env=environment({}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **identity,
    ) as maker:
        assert maker.stdout is not None
        assert maker.stderr is not None
        if maker.stdout.read(1) != b"\n":
            raise PermissionError(maker.stderr.read().decode(errors="replace").strip())
        network = os.open(f"/proc/{maker.pid}/ns/net", os.O_RDONLY)
        try:
            return network, os.open(f"/proc/{maker.pid}/ns/user", os.O_RDONLY)
        except OSError:
            os.close(network)
            raise
