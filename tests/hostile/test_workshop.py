"""What a build does to the folder that it is given. (The compiler's part in attack 66 is in test_intake.py.)"""

from __future__ import annotations

from hostile.arena import HERE, Arena

_RECIPE = """
[program]
build = ["sh", "build.sh"]
run = ["sh", "-c", "cat server.py; exit 1"]
"""


def test_66_puts_a_link_to_files_of_the_machine_in_place_of_the_workshop(arena: Arena) -> None:
    """The grader would take what is there for what was built: here the reference, or, as root, anything."""
    build = f"""
    mv /home/student /home/elsewhere
    ln -sT {HERE}/course/reference/attacked/echo /home/student
    exit 0
    """
    files = {"sockgrade.toml": _RECIPE, "build.sh": build}
    check = arena.attack("print('hello')", "echo/program/says_hello", files=files)
    assert check.failure is not None
    assert "socket" not in check.output, check
    assert "server.py: No such file" in check.output, check.failure
