"""`python -m sockgrade`, and the command `sockgrade`: whatever is imported, Ctrl-C is heard before."""

from __future__ import annotations

import os


def main() -> None:
    """The entry point of the command."""
    try:
        from sockgrade.kernel import signals

        signals.before_anything_is_open()
    except KeyboardInterrupt:  # the rest of a millisecond
        os.write(2, b"sockgrade: interrupted, nothing was written\n")
        os._exit(130)
    from sockgrade.cli import main

    main()


if __name__ == "__main__":
    main()
