"""A program that ends at once, and without a word, is told why nothing of it ran."""

from __future__ import annotations

import pytest
from causes.failures import Judge, message

CHECK = '''
def check_it(server: Server) -> None:
    """It serves.

    The hint of the check.
    """
    server.connect()
'''
MAIN = "import socket\ndef main():\n    socket.create_server(('127.0.0.1', 7007)).accept()\n"


@pytest.mark.parametrize(
    ("program", "words", "hint"),
    [
        (
            MAIN + 'if __name__ == "main":\n    main()',
            "in line 4 stands 'if __name__ == \"main\":'",
            '"__main__"',
        ),
        (MAIN + 'if "__name__" == "__main__":\n    main()', "in line 4 stands", '"__main__"'),
        (MAIN + 'if __name__ == "__main__":\n    main', "it names main and does not call it", "main()"),
        (MAIN + "main", "it names main and does not call it", "main()"),
        (MAIN, "it defines main(), and nobody calls it", "main()"),
        (MAIN + 'if "__main__" == __name__:\n    pass', "it defines main(), and nobody calls it", "main()"),
        (
            "import socket\nHOST = '127.0.0.1'\n# 1. make a socket",
            "it has no statement that opens a socket",
            "saved",
        ),
    ],
)
def test_why_nothing_runs(judge: Judge, program: str, words: str, hint: str) -> None:
    result = judge(program, CHECK)
    assert words in message(result).partition("The program ended before")[0]
    assert hint in result.advice


#: An argument would let it through.
GUARDED = "import sys\nif __name__ == '__main__' and len(sys.argv) > 1: print()"


@pytest.mark.parametrize(
    "program",
    [
        "import threading\nthreading.Thread(target=print).start()",
        "print()",
        "len([i for i in range(9)])",
        GUARDED,
    ],
)
def test_what_runs_is_not_told_that_it_does_not(judge: Judge, program: str) -> None:
    assert message(judge(program, CHECK)).startswith("The program ended before")


def test_another_language(judge: Judge) -> None:
    result = judge("int main(void) { return 0; }", CHECK, suffix=".c")
    assert message(result).startswith(
        "The program came to its end at once, and has done nothing that could be seen."
    )
