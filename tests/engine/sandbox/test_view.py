"""What programs see in the sandboxes, and what they find of the machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sandbox.programs import Start

from sockgrade.sandbox import HOME, Limits
from sockgrade.sandbox.choose import Chosen
from sockgrade.sandbox.room import room


def test_environment(chosen: Chosen, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    monkeypatch.setenv("LD_PRELOAD", "")
    seen = start.result(
        chosen, "import json, os; print(json.dumps(dict(os.environ)))", environment={"EXTRA": "1"}
    )
    seen.pop("PWD", None)  # bubblewrap says where it has gone
    seen.pop("LC_CTYPE", None)  # Python's own, where C.UTF-8 is missing
    assert seen == {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/tmp",
        "TMPDIR": "/tmp",
        "LANG": "C.UTF-8",
        "TERM": "dumb",
        "EXTRA": "1",
    }


def test_no_secret_in_any_process(contained: Chosen, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghs_secret")
    seen = start.result(
        contained,
        """
        import glob, json
        found = {}
        for name in sorted(glob.glob("/proc/[0-9]*/environ")):
            try:
                found[name] = open(name).read()
            except OSError as error:
                found[name] = error.strerror
        print(json.dumps(found))
        """,
    )
    assert len(seen) == 2  # the sandbox's own first process, and the program
    assert "secret" not in str(seen)


def test_not_root(chosen: Chosen, start: Start) -> None:
    uids, gids, groups = start.result(
        chosen, "import json, os; print(json.dumps([os.getresuid(), os.getresgid(), os.getgroups()]))"
    )
    assert 0 not in uids + gids + groups
    if chosen.sandbox.name != "none":
        name = start.result(
            chosen, "import json, os, pwd; print(json.dumps([p.pw_name for p in pwd.getpwall()]))"
        )
        assert name == ["root", "student"]


def test_no_privileges(contained: Chosen, start: Start) -> None:
    status = start.result(
        contained,
        """
        import json
        print(json.dumps(dict(line.split(":\\t", 1) for line in open("/proc/self/status"))))
        """,
    )
    assert {int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {0}
    assert status["NoNewPrivs"].strip() == "1"
    assert status["Seccomp"].strip() == "2"


def test_no_descriptors(chosen: Chosen, start: Start) -> None:
    """Also those of the grader's that are inheritable, and bubblewrap's own."""
    leak = os.open(os.devnull, os.O_RDONLY)
    os.set_inheritable(leak, True)
    start.ends.callback(os.close, leak)
    seen = start.result(
        chosen,
        """
        import json, os
        print(json.dumps({n: os.readlink(f"/proc/self/fd/{n}") for n in os.listdir("/proc/self/fd")
                          if os.path.lexists(f"/proc/self/fd/{n}")}))
        """,
    )
    assert sorted(seen) == ["0", "1", "2"]


def test_working_directory(chosen: Chosen, start: Start) -> None:
    seen = start.result(
        chosen, "import json, os; print(json.dumps([os.getcwd(), os.path.exists('program.py')]))"
    )
    assert seen == [str(HOME if chosen.sandbox.name != "none" else start.room), True]


WRITE = """
import errno, json, os
def attempt(path):
    try:
        with open(path, "w") as file:
            file.write("x")
    except OSError as error:
        return errno.errorcode[error.errno]
    return "written"
"""


def test_what_is_writable(contained: Chosen, start: Start) -> None:
    """Nothing of it is there at the next launch."""
    (start.folder / "data.txt").write_text("as handed in")
    temporary = f"/tmp/written-{start.folder.name}"  # which nobody else on this machine has
    places = [
        "/x",
        "/usr/x",
        "/etc/x",
        "/etc/passwd",
        "/dev/x",
        "/home/x",
        "x",
        "data.txt",
        temporary,
        "/dev/shm/x",
    ]
    seen = start.result(contained, WRITE + f"print(json.dumps({{p: attempt(p) for p in {places}}}))")
    # In a container /dev is a file system in memory, of root's.
    refused = {"EROFS", "EACCES"} if contained.sandbox.name == "docker" else {"EROFS"}
    assert {seen.pop(place) for place in (temporary, "/dev/shm/x", "x", "data.txt")} == {"written"}
    assert set(seen.values()) <= refused
    assert len(seen) == 6
    assert not Path(temporary).exists()
    again = start.result(
        contained,
        """
        import json, os
        found = {place: os.listdir(place) for place in ("/tmp", "/dev/shm", ".")}
        print(json.dumps([found, open("data.txt").read()]))
        """,
    )
    again[0]["."].sort()
    assert again == [{"/tmp": [], "/dev/shm": [], ".": ["data.txt", "program.py"]}, "as handed in"]


def test_tmp_is_limited(contained: Chosen, start: Start) -> None:
    seen = start.result(
        contained,
        """
        import errno, json
        result = {}
        for folder in ("/tmp", "/dev/shm"):
            written = 0
            try:
                with open(folder + "/big", "wb", buffering=0) as file:
                    while written < 2**27:
                        written += file.write(bytes(2**16))
            except OSError as error:
                result[folder] = [errno.errorcode[error.errno], written]
        print(json.dumps(result))
        """,
        limits=Limits(file_size=2**28),
    )
    most = Limits().scratch
    assert seen == {"/tmp": ["ENOSPC", most], "/dev/shm": ["ENOSPC", most]}


def test_the_machine_is_not_visible(contained: Chosen, start: Start) -> None:
    seen = start.result(
        contained,
        """
        import json, os
        print(json.dumps([sorted(os.listdir("/")), os.listdir("/home"), sorted(os.listdir("/etc")),
                          [p for p in os.listdir("/proc") if p.isdigit()]]))
        """,
    )
    top, home, etc, pids = seen
    # An image has the folders that every system has, with what is the image's.
    there = {"boot", "media", "mnt", "opt", "root", "run", "srv", "sys", "var", ".dockerenv"}
    assert set(top) - (there if contained.sandbox.name == "docker" else set()) <= {
        "bin",
        "dev",
        "etc",
        "home",
        "lib",
        "lib32",
        "lib64",
        "libx32",
        "proc",
        "sbin",
        "tmp",
        "usr",
    }
    assert home == [HOME.name]
    if contained.sandbox.name != "docker":
        assert not {"shadow", "hostname", "machine-id", "resolv.conf", "ssh"} & set(etc)
    assert len(pids) == 2


def test_its_folder_is_a_copy(chosen: Chosen, start: Start) -> None:
    """The program's own, with all that is below; what it does there does not reach the folder that was copied."""
    (start.folder / "below/it").mkdir(parents=True)
    (start.folder / "below/it/run").write_text("#!/bin/sh\necho here > run\necho here > ../../new\n")
    (start.folder / "below/it/run").chmod(0o555)
    seen = start.result(
        chosen,
        """
        import json, os, subprocess
        subprocess.run(["./run"], cwd="below/it", check=True)
        with open("program.py", "a") as file:
            file.write("x")
        os.rename("below", "elsewhere")
        owners = {os.stat(place).st_uid for place in (".", "elsewhere", "elsewhere/it", "elsewhere/it/run")}
        print(json.dumps([sorted(os.listdir(".")), owners == {os.getuid()}]))
        """,
    )
    assert seen == [["elsewhere", "new", "program.py"], True]
    assert sorted(path.name for path in start.folder.rglob("*")) == ["below", "it", "program.py", "run"]
    assert (start.folder / "below/it/run").read_text().startswith("#!/bin/sh")
    room = start.room
    start.ends.close()
    assert not room.exists()


def test_a_folder_is_removed_whatever_is_in_it(folder: Path) -> None:
    """Where it is no file system of its own: too deep for any path, and closed to its owner."""
    with room(folder, 2**20, 100) as place:
        descent = os.open(place, os.O_RDONLY)
        for _ in range(3000):
            os.mkdir("d", dir_fd=descent)
            deeper = os.open("d", os.O_RDONLY, dir_fd=descent)
            os.close(descent)
            descent = deeper
        os.close(os.open("file", os.O_CREAT, dir_fd=descent))
        os.symlink("/", "link", dir_fd=descent)
        os.close(descent)
        (place / "closed/to/all").mkdir(parents=True)
        (place / "closed/to/all").chmod(0)
        (place / "closed/to").chmod(0)
        (place / "closed").chmod(0)
    assert list(folder.iterdir()) == []
    assert Path("/usr").exists()


def test_readable_folder(bubblewrapped: Chosen, start: Start) -> None:
    other = start.folder / "other"
    other.mkdir()
    (other / "data.txt").write_text("here")
    program = f"import json; print(json.dumps(open('{other}/data.txt').read()))"
    assert start.result(bubblewrapped, program, readable=[*bubblewrapped.python.readable, other]) == "here"
