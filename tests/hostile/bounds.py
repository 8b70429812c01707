"""What the grader itself may use."""

import resource

#: Kibibytes, as getrusage(2) counts on Linux.
_MOST = 300 * 1024


def check_the_grader_stays_small() -> None:
    """The process that grades has never used more than 300 MiB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert used < _MOST, f"{used} KiB"
