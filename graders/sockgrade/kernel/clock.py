"""The clock of deadlines; and the clock on the wall, as programs read it."""

from __future__ import annotations

import datetime
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

#: CLOCK_REALTIME_COARSE of clock_gettime(2), for which Python has no name.
_COARSE = 5
_LONGEST_PAUSE = 0.02
#: The machine's time zone, for the grader and for programs: no sandbox passes TZ on (tzset(3)).
_ZONE = Path("/etc/localtime")


def now() -> float:
    """The clock of deadlines, in seconds."""
    return time.monotonic()


def pause(shortest: float, waited: float) -> float:
    """Seconds until it is time to look again: a fiftieth of what the wait has lasted, from `shortest` to 20 ms.

    Whoever waits for long, as for a program that sleeps, does not keep the processor from it meanwhile.
    """
    return max(shortest, min(waited / 50, _LONGEST_PAUSE))


def earliest_second() -> int:
    """The second that the slowest of the machine's clocks shows, since 1970.

    time(2) lags up to a tick of the kernel behind gettimeofday(2), and programs use either.
    """
    return int(time.clock_gettime(_COARSE) if sys.platform == "linux" else time.time())


def latest_second() -> int:
    """The second that the fastest of the machine's clocks shows, since 1970."""
    return int(time.time())


def ctime(second: int) -> str:
    """A second as ctime(3) writes it in the machine's time zone; the grader's own TZ does not count."""
    try:
        with _ZONE.open("rb") as file:
            zone: datetime.tzinfo | None = ZoneInfo.from_file(file)
    except FileNotFoundError:  # then libc means UTC; Windows has a registry
        zone = None if time.tzname[0] not in ("UTC", "GMT") else datetime.UTC
    except (OSError, ValueError):
        zone = None
    return datetime.datetime.fromtimestamp(second, zone).ctime()
