"""`python -m sockgrade` is the command `sockgrade`."""

from sockgrade.cli import main

main()
