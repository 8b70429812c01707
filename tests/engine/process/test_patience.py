"""A program is not waited for as long where it has let the grader wait in vain before."""

from __future__ import annotations

from collections.abc import Callable

from sockgrade.verdict import Kind, ProgramResult

Grade = Callable[..., ProgramResult]

CHECKS = "".join(
    f"""
def check_{number}(server: Server) -> None:
    server.connect().send(b"hello").expect(b"hello")
"""
    for number in range(5)
)
SERVER = """
import select, socket, time
listener = socket.create_server(("127.0.0.1", 7007))
connection, _ = listener.accept()
data = connection.recv(99)
{answer}
"""


def test_what_was_in_vain_twice_is_not_waited_for_as_long_again(grade_source: Grade) -> None:
    answer = "while True: select.select([connection], [], [], 0.5)"
    checks = grade_source(SERVER.format(answer=answer), CHECKS).checks
    assert {check.failure.kind for check in checks if check.failure} == {Kind.TIMEOUT}
    assert len({check.failure.message for check in checks if check.failure}) == 1
    # The order in which they ran is the seed's.
    seconds = sorted(check.seconds for check in checks)
    assert seconds[0] < 4.0 < 5.0 <= seconds[-2]


def test_a_program_that_answers_has_all_the_time_that_there_is(grade_source: Grade) -> None:
    answer = "time.sleep(3); connection.sendall(data)"
    checks = grade_source(SERVER.format(answer=answer), CHECKS).checks
    assert all(check.passed for check in checks)
