"""The pytest plugin: a grader is an ordinary pytest module, its checks are functions `check_*`.

    pytest graders/fsst/echo/server.py --submission my_server.py -k long --pdb

Without `--submission` the plugin does nothing, so that it can be installed beside anybody's tests.
"""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from sockgrade import checks
from sockgrade.behaviours.exchange import Exchanges, echo
from sockgrade.course import Course, CourseError, ProgramSpec
from sockgrade.endpoints.client import Client
from sockgrade.endpoints.pair import Pair
from sockgrade.endpoints.peer import Hosts, Peer
from sockgrade.endpoints.program import Program
from sockgrade.endpoints.server import Server
from sockgrade.endpoints.stage import Payload, Stage
from sockgrade.grading.pairs import Stages
from sockgrade.intake.build import Built, build
from sockgrade.intake.submission import find, opened, risk, take
from sockgrade.kernel.trees import ENGINE, scratch
from sockgrade.network.namespaces import (
    NetworkUnavailable,
    enter_private_network,
    enter_shared_network,
    probe_private_network,
    sweep,
)
from sockgrade.network.network import Network
from sockgrade.sandbox.choose import NAMES, Chosen, choose
from sockgrade.verdict import Level

#: More launches than a session makes.
_MANY = 1000

_P = TypeVar("_P", Program, Server, Client, Pair)


@dataclass
class Grading:
    """What one pytest session grades, and with what. The worker makes one; the command line another."""

    course: Course
    network: Network
    seed: int
    prepare: Callable[[ProgramSpec, Network], Built]
    pair: Callable[[ProgramSpec, Network], Stages]
    """The same for both programs of an exercise."""
    pcap: Path | None = None
    """The folder for a file with each check's packets."""


GRADING = pytest.StashKey[Grading]()
_NETWORK = pytest.StashKey[Network]()
#: Chosen early, since the network comes with it.
_CONTAINERS = pytest.StashKey[Chosen]()
_BUILT = pytest.StashKey[dict[str, Built | Exception]]()
_PAIRS = pytest.StashKey[dict[str, Stages]]()
_HOSTS = pytest.StashKey[Hosts]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("sockgrade")
    group.addoption("--submission", metavar="PATH", help="the student's file or folder, to run graders on")
    group.addoption("--sandbox", default="auto", choices=NAMES, help="where it runs")
    group.addoption("--python", metavar="PATH", help="the interpreter for the student's Python programs")
    group.addoption("--seed", type=int, help="replay the payloads of an earlier run")
    group.addoption("--pcap", metavar="DIR", type=Path, help="a folder for each check's packets")


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Enter the private network while the process is still single-threaded."""
    if config.getoption("submission") and GRADING not in config.stash:
        if config.getoption("sandbox") == "docker":
            config.stash[_CONTAINERS] = chosen = choose("docker", config.getoption("python"))
            config.stash[_NETWORK] = chosen.sandbox.enter_network("private", launches=_MANY)
            config.add_cleanup(chosen.sandbox.close)
            return
        is_private = os.environ.get("SOCKGRADE_NETWORK") != "shared"
        if is_private:
            try:
                probe_private_network()
            except NetworkUnavailable:
                is_private = False  # the header says so
        config.stash[_NETWORK] = enter_private_network() if is_private else enter_shared_network()


def pytest_configure(config: pytest.Config) -> None:
    if GRADING not in config.stash:
        if not config.getoption("submission"):
            return
        config.stash[GRADING] = _grading_of_command_line(config)
    config.stash[_BUILT], config.stash[_PAIRS], config.stash[_HOSTS] = {}, {}, Hosts()
    config.addinivalue_line("python_functions", checks.PREFIX)
    config.addinivalue_line("python_files", "*.py")


def _grading_of_command_line(config: pytest.Config) -> Grading:
    path = Path(config.getoption("submission"))
    graders = [
        p for arg in config.args for p in Path(arg.split("::")[0]).resolve().parents if p.name == "graders"
    ]
    if not graders:
        raise pytest.UsageError(
            "--submission wants the path of a grader: pytest graders/…/server.py --submission …"
        )
    try:
        course = Course(graders[0].parent)
        assert course.settings
    except CourseError as why:
        raise pytest.UsageError(str(why)) from None
    folders = ExitStack()
    config.add_cleanup(folders.close)
    folder = folders.enter_context(scratch())
    chosen = [config.stash[_CONTAINERS]] if _CONTAINERS in config.stash else []

    def taken(program: ProgramSpec) -> list[tuple[Path, str]]:
        if not chosen:
            chosen.append(choose(config.getoption("sandbox"), config.getoption("python"), [course.root]))
        with opened(path) as place:
            sources = find(place, [program])
            chosen[0].agree_to(path, risk(path, sources))
            source = sources[program.id]
            if source is None:
                raise pytest.UsageError(f"there is no {program.id} in {path}")
            name = program.id.replace("/", ".")
            parts = {name: source, f"{name}.partner": source.partner}
            snapshots = [take(part, folder / name) for name, part in parts.items() if part]
        return [(snapshot.folder, snapshot.main) for snapshot in snapshots]

    def prepare(program: ProgramSpec, network: Network) -> Built:
        (snapshot,) = taken(program)
        return build(program, *snapshot, chosen[0], network)

    def prepare_pair(pair: ProgramSpec, network: Network) -> Stages:
        snapshots = taken(pair)
        return Stages(pair, course, chosen[0], network, {"server": snapshots[0], "client": snapshots[-1]})

    seed = config.getoption("seed")
    seed = secrets.randbits(32) if seed is None else seed
    folder_of_packets = _folder(config.getoption("pcap"))
    return Grading(course, config.stash[_NETWORK], seed, prepare, prepare_pair, folder_of_packets)


def _folder(path: Path | None) -> Path | None:
    if path is not None:
        path.mkdir(parents=True, exist_ok=True)
    return path


def pytest_report_header(config: pytest.Config) -> str | None:
    grading = config.stash.get(GRADING, None)
    if grading is None:
        return None
    return f"sockgrade: network {grading.network.kind}, replay with --seed {grading.seed}"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The engine lies among the graders, and is none."""
    return True if GRADING in config.stash and collection_path == ENGINE else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if GRADING not in config.stash:
        return
    course, settings = config.stash[GRADING].course, config.stash[GRADING].course.settings
    left_out = [item for item in items if settings.of(id_of(item, course)).left_out]
    config.hook.pytest_deselected(items=left_out)

    def order(item: pytest.Item) -> tuple[object, ...]:
        level, *rest = checks.order(item.function)  # type: ignore[attr-defined]
        moved = settings.of(id_of(item, course)).level
        return (level if moved is None else list(Level).index(moved), *rest)

    items[:] = sorted((item for item in items if item not in left_out), key=order)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:  # noqa: ARG001 - its fixtures
    try:
        return (yield)
    except checks.CheckSkipped as why:
        pytest.skip(str(why))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    try:
        result = yield
        for endpoint in getattr(item, "funcargs", {}).values():
            if isinstance(endpoint, (Program, Pair)):
                endpoint.conclude()
        return result
    except checks.CheckSkipped as why:
        pytest.skip(str(why))


def _program_of(item: pytest.Item, course: Course) -> str:
    return item.path.relative_to(course.root / "graders").with_suffix("").as_posix()


def id_of(item: pytest.Item, course: Course) -> str:
    """The id of a check."""
    return f"{_program_of(item, course)}/{item.name.removeprefix(checks.PREFIX)}"


def _stage(request: pytest.FixtureRequest) -> Stage:
    """The program, ready to be launched; built once in a session."""
    assert isinstance(request.node, pytest.Item)
    grading, built = request.config.stash[GRADING], request.config.stash[_BUILT]
    course = grading.course
    spec = course.program(_program_of(request.node, course))
    if spec.id not in built:
        try:
            built[spec.id] = grading.prepare(spec, grading.network)
        except (checks.CheckFailed, checks.CheckSkipped, checks.GraderFault) as error:
            built[spec.id] = error
    result = built[spec.id]
    if isinstance(result, Exception):
        raise result
    result.stage.deadline = course.settings.of(id_of(request.node, course)).deadline
    return result.stage


def _pair_stages(request: pytest.FixtureRequest) -> Stages:
    """Both programs, and what takes their place, ready to be launched; built once in a session."""
    assert isinstance(request.node, pytest.Item)
    grading, pairs = request.config.stash[GRADING], request.config.stash[_PAIRS]
    spec = grading.course.program(_program_of(request.node, grading.course))
    if spec.id not in pairs:
        pairs[spec.id] = grading.pair(spec, grading.network)
    pairs[spec.id].deadline = grading.course.settings.of(id_of(request.node, grading.course)).deadline
    return pairs[spec.id]


def _play(endpoint: _P, request: pytest.FixtureRequest) -> Iterator[_P]:
    """Let a check use a program; whatever it did, nothing of it is left afterwards."""
    folder = request.config.stash[GRADING].pcap
    name = request.node.name.removeprefix(checks.PREFIX)
    try:
        yield endpoint
    finally:
        endpoint.close(folder / f"{name}.pcap" if folder else None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Nothing of the programs is left when the session ends."""
    if GRADING in session.config.stash:
        for built in session.config.stash[_BUILT].values():
            if not isinstance(built, Exception):
                built.stage.close()
        for stages in session.config.stash[_PAIRS].values():
            stages.close()
        session.config.stash[_HOSTS].close()
        sweep()


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The student's server, running."""
    yield from _play(Server(_stage(request)), request)


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Iterator[Client]:
    """The student's client; it starts with the first thing that the check asks of it."""
    yield from _play(Client(_stage(request)), request)


@pytest.fixture
def peer(request: pytest.FixtureRequest, client: Client) -> Iterator[Peer]:
    """A real server for the student's client."""
    with closing(Peer(client, request.config.stash[_HOSTS], _link_of(request.node))) as peer:
        yield peer


@pytest.fixture
def program(request: pytest.FixtureRequest) -> Iterator[Program]:
    """The student's program, which is server and client in one."""
    yield from _play(Program(_stage(request)), request)


@pytest.fixture
def pair(request: pytest.FixtureRequest) -> Iterator[Pair]:
    """The student's server and client, and the link between them; they start with the first thing that is asked."""
    try:
        yield from _play(pair_of(request.node, _pair_stages(request)), request)
    except checks.CheckSkipped as why:
        pytest.skip(str(why))


def pair_of(item: pytest.Item, stages: Stages, references: Sequence[str] = ()) -> Pair:
    """The pair of a check, with something else than the student's program in these roles."""
    return Pair(stages, _link_of(item), references)


def _link_of(item: pytest.Item) -> random.Random:
    """What decides what the link of a check does."""
    return random.Random(f"{item.config.stash[GRADING].seed}:{item.name}:link")


@pytest.fixture
def payload(request: pytest.FixtureRequest) -> Payload:
    """Random data, the same for the same seed and check."""
    return payload_of(request.node)


@pytest.fixture
def exchange() -> Exchanges:
    """What any server is asked: an echo server's, where the grader has no fixture of this name."""
    return echo


def payload_of(item: pytest.Item) -> Payload:
    """The random data of a check, from their beginning."""
    return Payload(random.Random(f"{item.config.stash[GRADING].seed}:{item.name}"))
