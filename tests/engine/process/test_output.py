"""What stands on stdout is compared byte by byte, also where it is more than the report keeps."""

from __future__ import annotations

import pytest

from sockgrade.process.streams import Stdout


@pytest.mark.parametrize("length", [0, 100, 32 * 1024, 1_000_000])
def test_output_is_compared_as_a_whole(length: int) -> None:
    data = bytes(number % 251 for number in range(length))
    output = Stdout()
    for start in range(0, length, 7000):
        output.add(data[start : start + 7000])
    assert output.is_exactly(data)
    assert data.startswith(output.beginning)
    assert not output.is_exactly(data + b"\n")


def test_a_change_in_what_is_left_out_is_noticed() -> None:
    data = bytearray(1_000_000)
    output = Stdout()
    output.add(bytes(data))
    data[500_000] = 1
    assert not output.is_exactly(bytes(data))
