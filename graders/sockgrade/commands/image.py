"""`sockgrade image build`: makes what the sandbox docker runs programs in."""

from __future__ import annotations

import sys

from rich.text import Text

from sockgrade.commands.errors import Fault
from sockgrade.evidence.text import visible
from sockgrade.report.terminal import console, put


def build(base: str | None) -> int:
    """Build the image, and try it. Returns 0; raises SandboxFault with the reason if that fails."""
    if sys.platform != "linux":
        raise Fault("the sandbox docker needs Linux, if only in a virtual machine")
    from sockgrade.sandbox.choose import choose
    from sockgrade.sandbox.docker import image

    target = console()
    for line in image.build(image.client(), base or image.BASE):
        put(target, Text(visible(line), style="dim"))
    python = choose("docker").python
    put(
        target,
        Text(
            f"The image {image.name()} is ready: Python {python.version}, {python.path}.", style="bold green"
        ),
    )
    return 0
