"""Checks of fsst/ipv6_echo/pair."""

from __future__ import annotations

from sockgrade.behaviours.echo_pair import (
    check_carry_a_long_line,
    check_end_together,
    check_understand_each_other,
    check_understand_single_bytes,
    check_understand_what_comes_late,
)
