"""The command `sockgrade`: its commands. What they do is in `sockgrade.commands`.

Imports here are few and light, so that `--help` answers at once; every command imports what it needs.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

from sockgrade import __version__
from sockgrade.cli import classroom, teachers
from sockgrade.commands.options import (
    course_option,
    grading_options,
    open_course,
    report_options,
    running_options,
    seed_option,
    verbosity_options,
)
from sockgrade.kernel import signals, streams
from sockgrade.kernel.garbage import collect_rarely

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Cli(click.Group):
    """Lists its commands in the order of their use, and turns whatever goes wrong into one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            signals.while_something_is_open()
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise  # click knows what to do
        except KeyboardInterrupt:
            signals.end_at_once()
        except Exception as error:  # whatever it is, it becomes one line and an exit code
            if signals.lies_behind(error):
                signals.end_at_once()
            if isinstance(error, OSError) and ctx.obj and ctx.obj.trouble:
                raise
            from sockgrade.commands.errors import explain

            raise explain(error, debug=ctx.params["debug"]) from error
        finally:
            signals.when_all_is_closed()


@click.group(cls=_Cli, context_settings=_CONTEXT)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, envvar="SOCKGRADE_DEBUG", help="Show the traceback of a fault.")
def cli(debug: bool) -> None:
    """Grade programs that talk TCP and UDP, and say what is right, what is wrong and why.

    \b
    sockgrade list                              which exercises there are
    sockgrade start fsst/echo                   begin one in a folder of its own
    sockgrade try fsst/echo server.py           watch a program at work
    sockgrade grade fsst/echo/server server.py  grade a program

    Exit codes: 0 passed, 1 not passed, 2 bad usage, 3 a fault of sockgrade itself.
    """


@cli.command(name="list", short_help="List the exercises, or the checks below a PREFIX.")
@click.argument("prefix", default="", metavar="[PREFIX]")
@course_option
@click.option("--checks", is_flag=True, help="Show every check, also without a PREFIX.")
@click.option("--sources", is_flag=True, help="Show each source with the checks that demand what it says.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with everything that is known.")
def list_command(prefix: str, course: Path | None, checks: bool, sources: bool, as_json: bool) -> None:
    """List the exercises; with a PREFIX, everything below it down to the checks.

    \b
    sockgrade list
    sockgrade list fsst
    sockgrade list fsst/echo/server
    sockgrade list --sources
    """
    from sockgrade.commands.browse import list_exercises, list_sources

    if sources:
        list_sources(open_course(course), prefix, as_json=as_json)
        return
    list_exercises(open_course(course), prefix, checks=checks or bool(prefix), as_json=as_json)


@cli.command()
@click.argument("exercise", metavar="EXERCISE")
@course_option
def show(exercise: str, course: Path | None) -> None:
    """Show the handout of an exercise.

    \b
    sockgrade show fsst/echo
    """
    from sockgrade.commands.browse import show_handout

    show_handout(open_course(course), exercise)


@cli.command(short_help="Begin an exercise in a new folder.")
@click.argument("exercise", metavar="EXERCISE")
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(path_type=Path))
@course_option
def start(exercise: str, folder: Path | None, course: Path | None) -> None:
    """Begin an exercise: copy its handout and starter files to DIR. Nothing is ever overwritten.

    \b
    sockgrade start fsst/echo             makes the folder echo
    sockgrade start fsst/echo my_echo
    """
    from sockgrade.commands.start import start

    start(open_course(course), exercise, folder)


@cli.command(name="try", short_help="Run a program with its counterpart, and watch.")
@click.argument("exercise", metavar="EXERCISE")
@click.argument("words", metavar="[ROLE] PROGRAM", nargs=-1, required=True)
@running_options
@click.option("--by-hand", is_flag=True, help="Be a server's client yourself: what you type is sent to it.")
@click.pass_context
def try_command(
    ctx: click.Context,
    exercise: str,
    words: tuple[str, ...],
    course: Path | None,
    sandbox: str,
    network: Literal["auto", "private", "shared"],
    python: str | None,
    by_hand: bool,
) -> None:
    """Run a program with its counterpart, and watch what they print and send.

    A server meets the reference client, a client the reference server; what you type goes to your program.
    ROLE (server, client or program) may be left out where the name of the file says it.

    \b
    sockgrade try fsst/echo server.py
    sockgrade try fsst/echo client my_program.py
    sockgrade try fsst/echo server.py --by-hand
    """
    from sockgrade.commands.rehearse import try_
    from sockgrade.grading.grade import Options

    if len(words) > 2:
        raise click.UsageError(f"Got unexpected extra argument ({words[2]})")
    options = Options(sandbox, python, network=network)
    ctx.exit(try_(open_course(course), exercise, words, options, by_hand=by_hand))


@cli.command()
@click.argument("identifier", metavar="ID")
@click.argument("paths", metavar="PATH", nargs=-1, required=True)
@grading_options
@report_options
@click.option("--json", metavar="FILE", help="Write the result as JSON as well, for `sockgrade report`.")
@click.option("--pcap", metavar="DIR", help="Write each check's packets into a folder, for Wireshark.")
@click.option(
    "--fail-on",
    type=click.Choice(["core", "output", "robust"]),
    default="core",
    show_default=True,
    help="The last level at which a failure counts: for the exit code, the verdict and JUnit.",
)
@click.option(
    "--level",
    "levels",
    type=click.Choice(["core", "output", "robust"]),
    multiple=True,
    help="Grade the checks of this level only; may be given more than once.",
)
@click.option("-x", "--exit-first", is_flag=True, help="Stop at the first check that fails.")
@click.option("--watch", is_flag=True, help="Grade again after every save, and show what has changed.")
@click.option("--no-record", is_flag=True, help="Do not let `sockgrade list` know what has been passed.")
@click.option(
    "--root",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Reports name files from here (default: the git work tree around PATH, else as they were given).",
)
@verbosity_options
@click.pass_context
def grade(
    ctx: click.Context,
    identifier: str,
    paths: tuple[str, ...],
    course: Path | None,
    sandbox: str,
    network: Literal["auto", "private", "shared"],
    python: str | None,
    seed: int | None,
    jobs: int | None,
    junit: str | None,
    html: str | None,
    github: bool,
    json: str | None,
    pcap: str | None,
    fail_on: str,
    levels: tuple[str, ...],
    exit_first: bool,
    watch: bool,
    no_record: bool,
    root: Path | None,
    verbosity: str | None,
) -> None:
    """Grade the program or the folder PATH; several files are one submission.

    ID says as what: a document, an exercise, a program or a single check, as `sockgrade list` shows them.

    \b
    sockgrade grade fsst/echo/server server.py
    sockgrade grade fsst/echo .
    sockgrade grade fsst/echo server.py client.py
    sockgrade grade fsst/echo/server/echoes_a_message server.py --seed 42
    sockgrade grade fsst/echo/server server.py --level core -x --watch
    sockgrade grade fsst . --junit results.xml --html results.html
    """
    from sockgrade.grading.workers import Workers

    workers = Workers()  # they load pytest while this process gets ready
    from sockgrade.commands.grade import Files, Request, grade
    from sockgrade.commands.watch import grade_on_save
    from sockgrade.grading.grade import Options
    from sockgrade.report.terminal import Verbosity
    from sockgrade.verdict import Level

    options = Options(sandbox, python, seed, network, jobs, fail_on=Level(fail_on), exit_first=exit_first)
    verbosity = Verbosity(verbosity or Verbosity.NORMAL)
    request = Request(
        identifier, paths, tuple(map(Level, levels)), verbosity, is_recorded=not no_record, root=root
    )
    files = Files(junit=junit, html=html, json=json, pcap=pcap, github=github)
    with files.refusals_reported(request.files):
        opened = open_course(course)
    command = grade_on_save if watch else grade
    ctx.exit(command(opened, request, options, workers, files))


for command in (
    classroom.class_,
    classroom.results,
    classroom.gradebook,
    classroom.override,
    classroom.merge,
    classroom.interop,
):
    cli.add_command(command)


@cli.command(short_help="Play a single check, and watch.")
@click.argument("check", metavar="CHECK")
@click.argument("paths", metavar="PATH", nargs=-1, required=True)
@running_options
@seed_option
@click.option(
    "--script", metavar="FILE", help="Write the conversation as a Python script, to read and change."
)
@click.pass_context
def replay(
    ctx: click.Context,
    check: str,
    paths: tuple[str, ...],
    course: Path | None,
    sandbox: str,
    network: Literal["auto", "private", "shared"],
    python: str | None,
    seed: int | None,
    script: str | None,
) -> None:
    """Play a single check with a program, and watch: each step as it happens, then the verdict.

    What `grade` shows of a check that failed names the command that plays it again, with the same random data.
    With --script the conversation becomes a Python script of plain sockets, which starts the program itself.

    \b
    sockgrade replay fsst/echo/server/echoes_a_message server.py
    sockgrade replay fsst/echo/server/echoes_a_message server.py --script play.py
    """
    from sockgrade.grading.workers import Workers

    workers = Workers()  # they load pytest while this process gets ready
    from sockgrade.commands.replay import replay
    from sockgrade.grading.grade import Options

    options = Options(sandbox, python, seed, network, tells=True)
    ctx.exit(replay(open_course(course), check, paths, options, workers, script))


@cli.command(short_help="Show again a result that `grade --json` wrote.")
@click.argument("result", metavar="RESULT.JSON")
@report_options
@verbosity_options
@click.pass_context
def report(
    ctx: click.Context,
    result: str,
    junit: str | None,
    html: str | None,
    github: bool,
    verbosity: str | None,
) -> None:
    """Show again a result that `grade --json` wrote; exits with the result's exit code.

    \b
    sockgrade report results.json
    sockgrade report results.json --html results.html
    """
    from sockgrade.commands.grade import Files, report
    from sockgrade.report.terminal import Verbosity

    ctx.exit(
        report(result, Files(junit=junit, html=html, github=github), Verbosity(verbosity or Verbosity.NORMAL))
    )


def _platform(_: click.Context, __: click.Parameter, name: str) -> str:
    from sockgrade.report.platforms import names

    if name not in names():
        raise click.BadParameter(f"{name!r} is none of {', '.join(names())}")
    return name


@cli.command(short_help="Write a result as a course platform wants it.")
@click.argument("platform", metavar="PLATFORM", callback=_platform)
@click.argument("result", metavar="RESULT.JSON")
@click.option(
    "--out", "folder", metavar="DIR", default=".", help="Where the platform looks for files (default: here)."
)
@click.option(
    "--scale",
    type=click.FloatRange(0, min_open=True),
    metavar="N",
    help="What all checks are worth together (default: the sum of their points).",
)
@click.option("--visibility", metavar="WHEN", help="When students see the checks, in the platform's word.")
@click.pass_context
def export(
    ctx: click.Context, platform: str, result: str, folder: str, scale: float | None, visibility: str | None
) -> None:
    """Write a result that `grade --json` wrote as PLATFORM wants it: into its files, or to the standard output.

    Another name than those of the platforms is answered with the list of them. What could not be graded through no
    fault of the student is told in the platform's own way, never as a zero, with exit code 3.

    \b
    sockgrade export gradescope result.json --out /autograder/results --scale 100
    sockgrade export vpl result.json
    """
    from sockgrade.commands.export import export

    ctx.exit(export(platform, result, folder, scale, visibility))


for command in (teachers.verify, teachers.new, teachers.api, teachers.image):
    cli.add_command(command)


@cli.command()
@click.option("--python", metavar="PATH", help="The interpreter that is to run Python programs.")
@click.pass_context
def doctor(ctx: click.Context, python: str | None) -> None:
    """Show what this machine can do, and how to mend what it cannot.

    \b
    sockgrade doctor
    """
    from sockgrade.commands.doctor import doctor

    ctx.exit(doctor(python))


def main() -> NoReturn:
    """Do what the command line says, and end."""
    output = streams.prepare()
    collect_rarely()
    code: object = 0
    try:
        if not output.trouble:
            cli(prog_name="sockgrade", obj=output)
    except SystemExit as end:
        code = end.code
    except OSError:  # of the standard output: commands turn every other one into a line
        pass
    if sys.stdout is not None:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
    if output.trouble:
        click.echo(f"sockgrade: the standard output cannot be written: {output.trouble}", err=True)
        code = 2
    # Without the interpreter's own end, which waits for threads, and in which an interrupt shows a traceback.
    os._exit(code if isinstance(code, int) else 0)
