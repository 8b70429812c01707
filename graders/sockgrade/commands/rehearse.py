"""`sockgrade try`: run a program together with its counterpart, and watch."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from sockgrade.checks import CheckFailed, CheckSkipped, GraderFault
from sockgrade.commands.errors import Stop
from sockgrade.commands.start import course_option
from sockgrade.course import PAIR, Course, ProgramSpec
from sockgrade.evidence.text import visible_lines
from sockgrade.grading.grade import Options, choose_network
from sockgrade.intake.build import build
from sockgrade.intake.submission import Snapshot, Source, find, opened, risk, status_of, take
from sockgrade.kernel.trees import scratch
from sockgrade.network.network import Network
from sockgrade.rehearsal import Ending, Rehearsal, Side
from sockgrade.rehearsal.keyboard import Interrupts, Keyboard, may_read_input
from sockgrade.rehearsal.live import Screen
from sockgrade.report.terminal import console
from sockgrade.sandbox.choose import Chosen, choose

#: Lines of the compiler's messages that are shown.
_MESSAGES = 60
_OPPOSITE = {"server": "client", "client": "server"}


@dataclass(frozen=True)
class _Found:
    """A program that is to run."""

    spec: ProgramSpec
    source: Source
    is_own: bool

    @property
    def title(self) -> str:
        return f"{'your' if self.is_own else 'the reference'} {self.source.name}"


@dataclass(frozen=True)
class _Setting:
    """Where programs run, and what the student should know about it."""

    chosen: Chosen
    network: Literal["private", "shared"]
    notes: Sequence[str]


def try_(
    course: Course, identifier: str, words: Sequence[str], options: Options, *, by_hand: bool = False
) -> int:
    """Run a program against the reference that is its counterpart, or by hand. Returns the exit code.

    `words` are the role, which may be left out, and the program's file or folder. Raises CourseError,
    SubmissionError, NetworkUnavailable, SandboxUnavailable and Stop. It is a new process that returns from
    here; the one that called ends with SystemExit as that one ends.
    """
    *roles, path = words
    if not path:
        raise Stop("PROGRAM is empty: give the program's file or folder")
    status_of(Path(path))
    spec = _program(course, identifier, roles, path)
    if by_hand and spec.role != "server":
        raise Stop("--by-hand is for servers: it makes you their client")
    with opened(Path(path)) as place:
        sources = find(place, [spec])
        source = sources[spec.id]
        assert source is not None, "find() refuses what holds no program at all"
        found = [_Found(spec, source, is_own=True), *([] if by_hand else _counterpart(course, spec))]
        setting = _setting(options, course, Path(path), risk(Path(path), sources))
        ending = _rehearse(found, setting)
    if ending is Ending.WELL:
        command = f"sockgrade grade{course_option(course)} {spec.id} {shlex.quote(path)}"
        screen = Screen(console())
        for line in ("", "Now grade it:", f"  {command}"):
            screen.write(line)
    return ending.value


def _rehearse(found: Sequence[_Found], setting: _Setting) -> Ending:
    spec = found[0].spec
    keyboard_is_ours, interrupts = may_read_input(), Interrupts()
    with scratch() as folder:
        snapshots = [take(one.source, folder / one.spec.role) for one in found]
        interrupts.step_aside()
        network = setting.chosen.sandbox.enter_network(setting.network, launches=1)
        keyboard, screen = Keyboard(is_ours=keyboard_is_ours), Screen(console())
        try:
            network.renew(spec.transport, spec.port)
            notes = [note for snapshot in snapshots for note in snapshot.notes]
            _introduce(screen, found, replace(setting, notes=[*setting.notes, *notes]), keyboard)
            sides = [
                _prepare(one, snapshot, setting.chosen, network)
                for one, snapshot in zip(found, snapshots, strict=True)
            ]
            # A server is there before its client comes.
            sides.sort(key=lambda side: side.stage.spec.role == "client")
            is_by_hand = spec.role == "server" and len(sides) == 1
            return Rehearsal(sides, keyboard, interrupts, screen.tell, by_hand=is_by_hand).run()
        except (CheckSkipped, GraderFault) as fault:
            raise Stop(str(fault)) from None
        except CheckFailed as failed:
            _show_messages(screen, failed)
            return Ending.BADLY
        finally:
            setting.chosen.sandbox.close()
            screen.close_line()


def _program(course: Course, identifier: str, roles: Sequence[str], path: str) -> ProgramSpec:
    """The program that is meant: by its id, its role, the only one there is, or the name of its file."""
    exercise = course.exercise(identifier)
    parts = [part for part in identifier.split("/") if part not in ("", ".")]
    wanted = {course.program("/".join(parts)).role} if len(parts) > 2 else set()
    wanted |= set(roles)
    single = [program for program in exercise.programs if program.role != PAIR]
    programs = [p for p in single if wanted <= {p.role}]
    if not programs:
        there_is = " and ".join(program.role for program in single)
        raise Stop(f"{exercise.id} has no {' '.join(sorted(wanted))}: it has {there_is}")
    if len(programs) > 1:
        named = [program for program in programs if program.role in Path(path).stem.lower()]
        if len(named) != 1:
            raise Stop(
                f"is {path} the {' or the '.join(program.role for program in programs)}? Say so: "
                f"sockgrade try {exercise.id} {programs[0].role} {shlex.quote(path)}"
            )
        programs = named
    return programs[0]


def _counterpart(course: Course, spec: ProgramSpec) -> list[_Found]:
    """The reference that talks to the program; none for a program that talks to itself, nor where there is none."""
    others = [other for other in spec.exercise.programs if other.role == _OPPOSITE.get(spec.role)]
    for other in others:
        for reference in course.references(other):
            return [_Found(other, Source(reference, None), is_own=False)]
    if spec.role == "client":
        raise Stop(
            f"{spec.exercise.id} has no reference of a server: try your client with `nc -l {spec.port}`"
        )
    return []


def _setting(options: Options, course: Course, submission: Path, risk: str) -> _Setting:
    """The sandbox, and a private network where that can be had."""
    chosen = choose(options.sandbox, options.python, [course.root])
    chosen.agree_to(submission, risk)
    notes = list(chosen.notes)
    if options.sandbox == "none":
        notes.append("programs run UNSANDBOXED: with your rights, and they could read your files")
    network, why = choose_network(options.network, chosen.sandbox)
    if why:
        notes.append(why)
    if network == "shared":
        notes.append("on this machine's own network packets cannot be shown")
    return _Setting(chosen, network, notes)


def _introduce(screen: Screen, found: Sequence[_Found], setting: _Setting, keyboard: Keyboard) -> None:
    """What is going to run, where, and how to read what is shown."""
    spec = found[0].spec
    screen.write(f"{spec.exercise.id}  {spec.exercise.title}", style="bold")
    screen.write(" · ".join(f"{one.spec.role}: {one.title}" for one in found))
    screen.write(f"sandbox: {setting.chosen.sandbox.description} · network: {setting.network}")
    for note in setting.notes:
        screen.write(f"note: {note}", style="yellow")
    screen.write(screen.legend)
    if keyboard.is_terminal:
        screen.write(f"What you type goes to the {spec.role}. Ctrl-C ends everything.")
    screen.write("")


def _prepare(one: _Found, snapshot: Snapshot, chosen: Chosen, network: Network) -> Side:
    """Raises CheckFailed when the student's program does not compile, and GraderFault when a reference does not."""
    try:
        built = build(one.spec, snapshot.folder, snapshot.main, chosen, network)
    except CheckFailed as failed:
        if one.is_own:
            raise
        raise GraderFault(f"{one.source.main}: {failed.failure.message}") from None
    return Side(built.stage, one.title, one.is_own)


def _show_messages(screen: Screen, failed: CheckFailed) -> None:
    screen.write(failed.failure.message, style="bold red")
    for line in visible_lines(failed.failure.received, most=_MESSAGES):
        screen.write(line, style="")
