"""Makes a snapshot ready to run: finds the interpreter, or builds the program in the sandbox."""

from __future__ import annotations

import codecs
import os
import shlex
import tokenize
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from sockgrade.checks import CheckFailed, GraderFault
from sockgrade.course import ProgramSpec
from sockgrade.endpoints.stage import Stage
from sockgrade.evidence.text import visible
from sockgrade.intake import recipe
from sockgrade.intake.boundary import SubmissionError, theirs
from sockgrade.intake.recipe import Recipe
from sockgrade.intake.workshop import Done, Workshop, workshop
from sockgrade.kernel.trees import remove
from sockgrade.network.network import Network
from sockgrade.sandbox.choose import Chosen
from sockgrade.verdict import Kind

#: What the C exercises are compiled with.
CFLAGS = ("-O2", "-Wall", "-pthread")
_SHELL = "/bin/sh"
_MAKEFILES = ("GNUmakefile", "makefile", "Makefile")
#: Bytes of a Python program that are looked at before it runs.
_MAX_SOURCE = 2**20
#: Characters of a message that somebody else wrote, and of a command.
_QUOTED = 200
#: Bytes of a script's first line that the kernel looks at (execve(2)).
_MAX_SHEBANG = 255


@dataclass(frozen=True)
class Built:
    """What runs the program, for the report, and where it runs."""

    interpreter: str
    stage: Stage


@dataclass(frozen=True)
class _Program:
    """A program that is ready to run."""

    folder: Path
    directory: str
    """Where in the folder it starts."""
    command: Sequence[str]
    interpreter: str
    by_hand: str
    readable: Sequence[Path] = ()


def build(spec: ProgramSpec, folder: Path, main: str, chosen: Chosen, network: Network) -> Built:
    """Prepare a snapshot: a program starts where its file is. Raises CheckFailed when it cannot be built.

    Raises CheckSkipped where it needs rights that this machine cannot bound.
    """
    directory, name = os.path.split(main)
    directory = directory or "."
    if spec.rights:
        chosen.sandbox.bound(spec.rights, network)
    with theirs(_cannot_be_built):
        if name == recipe.NAME:
            how = recipe.recipes_in(folder / directory)[spec.role]
            program = _by_recipe(how, folder, directory, chosen)
        else:
            _check_code(folder / main)
            prepare = {".c": _c, ".sh": _script}.get(Path(name).suffix.lower(), _python)
            program = prepare(folder, directory, _as_argument(name), chosen)
    stage = Stage(
        spec=spec,
        network=network,
        sandbox=chosen.sandbox,
        command=program.command,
        folder=program.folder,
        directory=program.directory,
        main="" if name == recipe.NAME else main,
        readable=program.readable,
        by_hand=program.by_hand if directory == "." else f"cd {shlex.quote(directory)} && {program.by_hand}",
    )
    return Built(program.interpreter, stage)


def _cannot_be_built(why: str) -> CheckFailed:
    return CheckFailed(Kind.BUILD, f"The program cannot be made ready to run: {why}", received=why)


def _as_argument(main: str) -> str:
    """A name that no command takes for an option."""
    return f"./{main}" if main.startswith("-") else main


def _check_code(path: Path) -> None:
    """Say plainly that there is no program in a file."""
    if path.stat().st_size <= _MAX_SOURCE:
        lines = [line.strip() for line in path.read_bytes().removeprefix(codecs.BOM_UTF8).splitlines()]
        if not any(lines):
            raise _is_no_program(path, "is empty")
        if path.suffix.lower() in (".py", ".sh") and all(line.startswith(b"#") for line in lines if line):
            raise _is_no_program(path, "holds nothing but comments")


def _is_no_program(path: Path, how: str) -> CheckFailed:
    message = f"{visible(path.name)} {how}. Was it saved, and is it the right file?"
    return CheckFailed(Kind.BUILD, message, expected="a program", received=f"a file that {how}")


# Python


def _python(folder: Path, directory: str, main: str, chosen: Chosen) -> _Program:
    _check_text(folder / directory / main)
    python = chosen.python
    return _Program(
        folder=folder,
        directory=directory,
        command=[str(python.path), main],
        interpreter=f"{python.path} ({python.version})",
        by_hand=f"python3 {shlex.quote(main)}",
        readable=python.readable,
    )


def _check_text(path: Path) -> None:
    """Say plainly what is wrong with a source that Python cannot decode (PEP 263)."""
    if path.stat().st_size > _MAX_SOURCE:
        return
    source = path.read_bytes()
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _not_utf8(path, "it is UTF-16")
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(source).readline)
    except SyntaxError:
        encoding = "utf-8"
    # A source that names another encoding is the interpreter's affair: some codecs take for ever.
    if encoding.startswith("utf-8"):
        try:
            source.decode()
        except UnicodeDecodeError as error:
            line = source.count(b"\n", 0, error.start) + 1
            raise _not_utf8(path, f"line {line} has the byte 0x{source[error.start]:02x}") from None


def _not_utf8(path: Path, how: str) -> CheckFailed:
    message = f"{visible(path.name)} is not UTF-8 text: {how}. Save it as UTF-8."
    return CheckFailed(Kind.BUILD, message, expected="a source in UTF-8", received=how)


# The shell


def _script(folder: Path, directory: str, main: str, chosen: Chosen) -> _Program:
    _check_script(folder / directory / main)
    shell = chosen.sandbox.which(_SHELL)
    if shell is None:
        raise GraderFault(f"scripts need {_SHELL}, which is not installed here")
    return _Program(
        folder, directory, [shell, main], shell, f"sh {shlex.quote(main)}", chosen.python.readable
    )


def _check_script(path: Path) -> None:
    """Say plainly what an editor has put into a script that the shell takes for a part of its words."""
    if path.stat().st_size > _MAX_SOURCE:
        return
    source = path.read_bytes()
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise _not_utf8(path, "it is UTF-16")
    why = ""
    if source.startswith(codecs.BOM_UTF8):
        why = _byte_order_mark(visible(path.name))
    elif source.count(b"\r\n") == source.count(b"\n") > 0:
        why = _line_ends(visible(path.name))
    if why:
        raise CheckFailed(Kind.BUILD, f"The script cannot be run: {why}.", expected="a script", received=why)


def _byte_order_mark(name: str) -> str:
    return f"{name} begins with a byte order mark: save it as UTF-8 without BOM"


def _line_ends(name: str) -> str:
    return f"the lines of {name} end as on Windows (CR LF): save it with the line ends of Unix (LF)"


# C


def _c(folder: Path, directory: str, main: str, chosen: Chosen) -> _Program:
    with workshop(folder, directory, chosen) as shop:
        compiler = shop.which("cc")
        if compiler is None:
            raise GraderFault("C programs need a compiler: sudo apt install gcc")
        name = Path(main).stem
        # What was handed in may be of any age, and is not what is graded. Not later: a build may leave links.
        for made_before in (name, f"{name}.bin"):
            if (shop.place / made_before).is_file():
                (shop.place / made_before).unlink()
        made = _make(shop, name)
        if made is not None and made.succeeded:
            steps, interpreter = f"make {shlex.quote(name)}", f"make {visible(name)}"
        else:
            name = f"{name}.bin"
            steps = f"cc {' '.join(CFLAGS)} -o {shlex.quote(name)} {shlex.quote(main)}"
            interpreter = f"{compiler} {' '.join(CFLAGS)}"
            compiled = shop.run([compiler, *CFLAGS, "-o", name, main])
            if not compiled.succeeded or not _is_program(shop.place / name):
                raise _does_not_compile(main, compiled, made)
        place = _finish(shop, folder)
    program = f"./{name}"
    return _Program(place, directory, [program], interpreter, f"{steps} && {shlex.quote(program)}")


def _make(shop: Workshop, name: str) -> Done | None:
    """Let the submission's Makefile make a program; None if it has none. It has succeeded if the program is there."""
    make = shop.which("make")
    if make is None or not any((shop.place / file).is_file() for file in _MAKEFILES):
        return None
    done = shop.run([make, "--always-make", name])
    return replace(done, succeeded=done.succeeded and _is_program(shop.place / name))


def _does_not_compile(main: str, compiled: Done, made: Done | None) -> CheckFailed:
    """What `make` said is the student's own build, and so comes first."""
    done = made if made is not None and made.messages else compiled
    errors = [line for line in done.messages.splitlines() if "error" in line.lower()]
    return CheckFailed(
        Kind.BUILD,
        f"{visible(main)} does not compile: {errors[0][:_QUOTED] if errors else done.end}",
        expected=f"a program that cc {' '.join(CFLAGS)} compiles",
        received=done.messages or "no program",
    )


def _is_program(path: Path) -> bool:
    return not path.is_symlink() and path.is_file() and bool(path.stat().st_mode & 0o111)


def _finish(shop: Workshop, folder: Path) -> Path:
    """Make what was built a snapshot of its own, from which the program runs."""
    place = folder.with_name(f"{folder.name}.built")
    remove(place)  # of a worker that died
    try:
        shop.finish(place)
    except SubmissionError as error:
        why = shop.without_path(str(error))
        raise CheckFailed(Kind.BUILD, f"What the build has made cannot be used: {why}") from None
    return place


# sockgrade.toml


def _by_recipe(how: Recipe, folder: Path, directory: str, chosen: Chosen) -> _Program:
    by_hand = shlex.join(how.run)
    if how.build:
        by_hand = f"{shlex.join(how.build)} && {by_hand}"
        with workshop(folder, directory, chosen) as shop:
            done = shop.run([_found(how.build[0], shop.folder, directory, chosen), *how.build[1:]])
            if not done.succeeded:
                raise _build_failed(how, done)
            folder = _finish(shop, folder)
    program = _found(how.run[0], folder, directory, chosen)
    command = [program, *how.run[1:]]
    interpreter = f"{visible(shlex.join(command))[:_QUOTED]} ({recipe.NAME})"
    return _Program(folder, directory, command, interpreter, by_hand, chosen.python.readable)


def _build_failed(how: Recipe, done: Done) -> CheckFailed:
    lines = done.messages.splitlines() or [""]
    told = next((line for line in lines if "error" in line.lower()), lines[-1]).strip()[:_QUOTED]
    command = visible(shlex.join(how.build))[:_QUOTED]
    return CheckFailed(
        Kind.BUILD,
        f"The build fails: `{command}` ended with {done.end}{told and f': {told}'}",
        expected="a build that ends with exit code 0",
        received=done.messages or done.end,
    )


def _found(word: str, folder: Path, directory: str, chosen: Chosen) -> str:
    """What a command's first word stands for. Raises CheckFailed."""
    if word in ("python", "python3"):
        return str(chosen.python.path)
    if "/" in word and not word.startswith("/"):
        _check_executable(word, folder, directory, chosen)
        return word
    path = chosen.sandbox.which(word)
    if path is not None:
        return path
    name = visible(word)[:_QUOTED]
    if "/" not in word and (folder / directory / word).is_file():
        raise _unusable(f"{name} is no command: a file of the submission is written ./{name}")
    raise _unusable(f"{name} is not installed here, or misspelt")


def _check_executable(word: str, folder: Path, directory: str, chosen: Chosen) -> None:
    """Say plainly what the system would only call "No such file" or "Permission denied"."""
    path, name = folder / directory / word, visible(word)[:_QUOTED]
    if os.path.normpath(os.path.join(directory, word)).startswith(".."):
        raise _unusable(f"{name} leads out of the submission")
    if path.is_symlink() or not path.is_file():
        raise _unusable(f"there is no file {name}")
    if not path.stat().st_mode & 0o111:
        raise _unusable(f"{name} is not executable: chmod +x {name}, or name the interpreter that runs it")
    with path.open("rb") as file:
        first = file.readline(_MAX_SHEBANG)
    if first.startswith(codecs.BOM_UTF8 + b"#!"):
        raise _unusable(_byte_order_mark(name))
    if first.startswith(b"#!") and first.endswith(b"\r\n"):
        raise _unusable(_line_ends(name))
    interpreter = os.fsdecode(first[2:].strip().partition(b" ")[0]) if first.startswith(b"#!") else ""
    if interpreter and ("\0" in interpreter or chosen.sandbox.which(interpreter) is None):
        raise _unusable(f"{name} wants to be run by {visible(interpreter)}, which is not installed here")


def _unusable(why: str) -> CheckFailed:
    message = f"What {recipe.NAME} says cannot be run: {why}."
    return CheckFailed(Kind.BUILD, message, expected="a program that can be run", received=why)
