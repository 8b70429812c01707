"""The sandbox docker: its containers, what they may do, and what becomes of them; with a real daemon.

`tests/docker pytest tests/engine/sandbox/test_docker.py` brings one. What every sandbox keeps is in the others here.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import textwrap
import threading
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from containers import assert_no_strays, skip_without_docker
from small_course import FILES, SOCKGRADE, sockgrade, write_files

if sys.platform != "linux":
    pytest.skip("Linux only", allow_module_level=True)

import docker

from sockgrade.course import Course
from sockgrade.network.names import NameFiles
from sockgrade.sandbox import SandboxFault
from sockgrade.sandbox.choose import Chosen, choose
from sockgrade.sandbox.docker import Docker, image
from sockgrade.sandbox.docker.containers import Container
from sockgrade.sandbox.docker.owners import OWNER, clear_up
from sockgrade.verdict import ProgramResult

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "reference/fsst/echo"
#: Seconds for what the daemon does by itself, on a loaded machine.
_PATIENCE = 60


@pytest.fixture
def api() -> Iterator[docker.APIClient]:
    skip_without_docker()
    client = image.client()
    yield client
    client.close()


@pytest.fixture
def chosen(api: docker.APIClient) -> Iterator[Chosen]:  # noqa: ARG001 - skips where there is none
    found = choose("docker")
    yield found
    found.sandbox.close()


@pytest.fixture
def container(chosen: Chosen) -> Container:
    """A container in which nothing runs yet."""
    assert isinstance(chosen.sandbox, Docker)
    network = chosen.sandbox.enter_network("private", launches=1)
    network.renew("tcp", 0)
    network.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    return chosen.sandbox.supply.container()


def test_a_container_is_hardened(api: docker.APIClient, container: Container) -> None:
    config = api.inspect_container(container.id)
    host = config["HostConfig"]
    assert host["CapDrop"] == ["ALL"]
    assert {name.removeprefix("CAP_") for name in host["CapAdd"]} == {
        "SETUID",
        "SETGID",
        "SETPCAP",
        "KILL",
        "NET_RAW",
    }
    assert host["SecurityOpt"] == ["no-new-privileges"]
    assert (host["ReadonlyRootfs"], host["Privileged"], host["AutoRemove"]) == (True, False, True)
    assert (host["NetworkMode"], host["LogConfig"]["Type"]) == ("none", "none")
    assert 0 < host["PidsLimit"] < 1000
    assert 0 < host["Memory"] == host["MemorySwap"] < 2**32
    assert host["NanoCpus"] == 10**9
    assert {(mount["Type"], mount["RW"]) for mount in config["Mounts"]} == {("bind", False)}


@pytest.mark.usefixtures("api")
def test_a_grade_leaves_no_container() -> None:
    command: list[str | Path] = [SOCKGRADE, "grade", "fsst/echo/client", REFERENCE / "client.py"]
    command += ["--sandbox", "docker"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search("sandbox: docker [0-9a-f]{12} · network:\\s+private", done.stdout)
    assert_no_strays()


def test_what_a_dead_grader_has_left_is_swept(api: docker.APIClient) -> None:
    """One that was made and never started, and one that runs; those of the living are left alone."""
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    namespace = os.readlink("/proc/self/ns/pid")
    with subprocess.Popen(["true"]) as gone:
        pass
    owners = {
        "dead": f"{boot}/{namespace}/{gone.pid}/1",
        "another process now": f"{boot}/{namespace}/{os.getpid()}/1",
        "before the boot": f"another boot/{namespace}/1/1",
        "in another pid namespace": f"{boot}/pid:[1]/1/1",
    }
    made = {
        name: api.create_container(image.name(), command=["/nowhere"], labels={OWNER: owner})["Id"]
        for name, owner in owners.items()
    }
    clear_up(api)
    left = {each["Id"] for each in api.containers(all=True)}
    assert [name for name, identifier in made.items() if identifier in left] == ["in another pid namespace"]
    api.remove_container(made["in another pid namespace"])


def test_an_image_of_another_version_is_noticed(
    api: docker.APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(image, "name", lambda: "sockgrade:000000000000")
    with pytest.raises(SandboxFault, match=r"built by another version of sockgrade, sockgrade:0+ is needed"):
        image.find(api)
    monkeypatch.setattr(image, "REPOSITORY", "another-name")
    with pytest.raises(SandboxFault, match="has not been built: sockgrade image build"):
        image.find(api)


def test_without_a_daemon_every_check_is_an_error(tmp_path: Path) -> None:
    course = write_files(tmp_path / "course", FILES)
    junit = tmp_path / "results.xml"
    arguments: list[str | Path] = [
        "grade",
        "doc/word",
        course / "reference/doc/word/program.py",
        "--course",
        course,
    ]
    done = sockgrade(*arguments, "--sandbox", "docker", "--junit", junit, DOCKER_HOST="unix:///nowhere")
    assert done.returncode == 3
    assert "the Docker daemon does not answer (No such file or directory): is it running?" in " ".join(
        done.stdout.split()
    )
    assert "Traceback" not in done.stdout + done.stderr
    suites = ET.parse(junit).getroot()
    assert (suites.get("tests"), suites.get("errors"), suites.get("failures")) == ("3", "3", "0")


@pytest.mark.parametrize("command", ["verify", "try", "image"])
def test_without_a_daemon_other_commands_say_so(tmp_path: Path, command: str) -> None:
    course = write_files(tmp_path / "course", FILES)
    program = course / "reference/doc/word/program.py"
    arguments: dict[str, list[str | Path]] = {
        "verify": ["verify", "--course", course, "--sandbox", "docker"],
        "try": ["try", "doc/word", program, "--course", course, "--sandbox", "docker"],
        "image": ["image", "build"],
    }
    done = sockgrade(*arguments[command], DOCKER_HOST="unix:///nowhere")
    assert done.returncode == 3
    assert done.stderr.startswith("sockgrade: the Docker daemon does not answer")
    assert len(done.stderr.splitlines()) == 1


#: Grades in a daemon of its own, which is killed when containers of several workers are there.
_DIES = """
import os, pathlib, signal, subprocess, sys, time
import docker
folder = pathlib.Path(os.environ["DOCKER_HOST"].removeprefix("unix://")).parent
api = docker.from_env().api
grading = subprocess.Popen([*sys.argv[1:], "--sandbox", "docker"])
while len(api.containers()) < 3 and grading.poll() is None:
    time.sleep(0.01)
os.kill(int((folder / "pid").read_text()), signal.SIGKILL)
sys.exit(grading.wait())
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can start a daemon")
@pytest.mark.usefixtures("api")
def test_a_daemon_that_dies_is_an_error(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    environment = {name: value for name, value in os.environ.items() if name != "DOCKER_HOST"}
    command = [str(ROOT / "tests/docker"), sys.executable, "-c", _DIES]
    command += [
        str(SOCKGRADE),
        "grade",
        "fsst/echo/server",
        str(REFERENCE / "server.py"),
        "--json",
        str(result),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)
    assert done.returncode == 3, done.stderr
    checks = json.loads(result.read_text())["programs"][0]["checks"]
    errors = [check["failure"]["message"] for check in checks if check["outcome"] == "error"]
    assert errors
    assert {check["outcome"] for check in checks} <= {"error", "passed"}
    assert all("Docker daemon" in message for message in errors), errors


@pytest.mark.usefixtures("api")
def test_programs_in_the_same_network() -> None:
    """`sockgrade try`: each in a container of its own, and the packets between them."""
    command: list[str | Path] = [
        SOCKGRADE,
        "try",
        "fsst/echo",
        REFERENCE / "server.py",
        "--sandbox",
        "docker",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "→ SYN to 127.0.0.1:61111" in done.stdout
    assert "│ Received: Hallo Server" in done.stdout


@pytest.mark.usefixtures("api")
def test_pytest_grades_in_containers() -> None:
    grader = ROOT / "graders/fsst/echo/server.py"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        grader,
        "--submission",
        REFERENCE / "server.py",
    ]
    command += ["--sandbox", "docker", "-k", "echoes", "-p", "no:cacheprovider"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    assert re.search(r"^\d passed", done.stdout, re.MULTILINE), done.stdout + done.stderr
    assert_no_strays()


@pytest.mark.usefixtures("api")
def test_programs_in_c_and_of_many_sources(
    tmp_path: Path,
    make_course: Callable[..., Course],
) -> None:
    """Built in a container, with the image's own compiler."""
    from sockgrade.grading.grade import Grader, Options

    course = make_course("def check_a(program: Program) -> None: program.expect_output('42')", role="program")
    source = (
        '#include <stdio.h>\nint answer(void);\nint main(void) { printf("%d\\n", answer()); return 0; }\n'
    )
    files = {
        "program.c": source,
        "answer.c": "int answer(void) { return 42; }\n",
        "Makefile": "program: program.c answer.c\n\tcc -o $@ $^\n",
    }
    handed_in = write_files(tmp_path / "make", files)
    toml = '[program]\nbuild = ["cc", "-o", "it", "program.c", "answer.c"]\nrun = ["./it"]\n'
    with_recipe = write_files(tmp_path / "recipe", {**files, "sockgrade.toml": toml})
    grader = Grader(course, Options(sandbox="docker"))

    def grade(path: Path) -> ProgramResult:
        return grader.grade(path, course.select(".")).programs[0]

    try:
        for path in (handed_in, with_recipe):
            result = grade(path)
            assert [check.outcome for check in result.checks] == ["passed"], result.checks
    finally:
        grader.close()


def test_what_a_false_helper_sends_is_closed(tmp_path: Path) -> None:
    """Attack 18: many descriptors, others than were asked for, none, and nonsense."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    container = Container("false", ours, NameFiles(tmp_path))
    spare = os.open(os.devnull, os.O_RDONLY)
    udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def answer(data: bytes, *descriptors: int) -> None:
        def send() -> None:
            theirs.recv(2**16)
            socket.send_fds(theirs, [data], descriptors)

        threading.Thread(target=send).start()

    before = set(os.listdir("/proc/self/fd"))
    for data, descriptors in [
        (b"{}", [spare] * 250),
        (b"{}", [udp.fileno()]),
        (b"{}", []),
        (b"nonsense", [udp.fileno()]),
        (b"[]", []),
        (b'{"errno": "x"}', []),
    ]:
        answer(data, *descriptors)
        with pytest.raises(SandboxFault):
            container.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    assert set(os.listdir("/proc/self/fd")) == before
    container.close()
    for end in (theirs, udp):
        end.close()
    os.close(spare)


def test_a_helper_that_is_gone_is_an_error(container: Container, api: docker.APIClient) -> None:
    api.kill(container.id)
    with contextlib.suppress(docker.errors.NotFound):  # it is gone already
        api.wait(container.id, timeout=_PATIENCE, condition="removed")
    with pytest.raises(SandboxFault, match="the container has ended"):
        container.ask("which", name="true", path="/bin")


@pytest.mark.usefixtures("api")
def test_memory_of_many_processes_is_bounded(
    grade_source: Callable[..., ProgramResult],
) -> None:
    """Attack 42: what only a cgroup bounds; a process of the program is ended, and the helper goes on.

    Step by step: on a fresh virtual machine a gigabyte takes longer than a program may compute at a time.
    """
    program = textwrap.dedent("""
    import os, signal
    number = 0
    while number == 0 or os.waitpid(-1, os.WNOHANG) == (0, 0):
        here, there = os.pipe()
        if os.fork() == 0:
            much = bytearray(40 * 2**20)
            os.write(there, b"I have it")
            signal.pause()
        os.close(there)
        os.read(here, 100)
        number += 1
        print(f"<{number}>", flush=True)
    print("one has ended", flush=True)
    """)
    check = """
    def check_a(program: Program) -> None:
        for number in range(1, 19):
            program.expect_output(f"<{number}>")
        program.expect_output("one has ended")
    """
    result = grade_source(program, textwrap.dedent(check), sandbox="docker", role="program")
    assert result.checks[0].outcome == "passed", result.checks[0].failure
