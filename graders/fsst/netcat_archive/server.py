"""Checks of fsst/netcat_archive/server."""

from __future__ import annotations

from collections.abc import Mapping

from sockgrade import Entry, Payload, Server, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_another_number_of_arguments,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_server import check_can_be_reached_from_other_machines
from sockgrade.behaviours.archives import expect_entries, packed

#: The folder in which the server is usually told to unpack.
_FOLDER = "ziel"
_MIB = 2**20


def _expect_unpacked(
    server: Server,
    tree: Mapping[str, Entry],
    folder: str = _FOLDER,
    *,
    is_there: bool = True,
    modes: bool = False,
) -> None:
    """Send these entries to a server that is to unpack them in this folder, which is there already or not."""
    if is_there:
        server.lay(folder, Entry("folder", 0o755))
    port, _ = server.usual()
    server.start(port, folder).connect().send(packed(tree)).finish()
    expect_entries("The folder", server.tree(folder), tree, modes=modes)


def check_listens_on_the_given_port(server: Server) -> None:
    """The server listens on the port that its command line names.

    The first argument is the port.

    Shell: nc takes it as it is: nc -l -p "$1"
    """
    server.start(*server.usual(port=50123)).expect_documented_address()


def check_unpacks_all_files(server: Server, payload: Payload) -> None:
    """The files of the archive are in the folder, byte for byte.

    First gunzip, then tar: the other way round than on the client's side.

    Shell: nc -l … | gunzip | tar xf -
    """
    tree = {
        "a.txt": Entry.file(payload.text(100)),
        "b.bin": Entry.file(payload.binary(3000)),
        "leer": Entry.file(b""),
    }
    _expect_unpacked(server, tree)


def check_makes_the_folder(server: Server, payload: Payload) -> None:
    """If the folder does not exist, the server makes it.

    Do that before you listen.

    Shell: mkdir -p -- "$2"
    """
    _expect_unpacked(server, {"a.txt": Entry.file(payload.text(100))}, payload.word(), is_there=False)


def check_unpacks_folders(server: Server, payload: Payload) -> None:
    """Folders in the archive become folders, with all that is in them.

    tar makes folders by itself. Hidden ones, and names with blanks, are names like any others.
    """
    names = ("ein/ordner/a.txt", "ein/.versteckt", "ein Ordner/noch  einer.txt")
    _expect_unpacked(server, {name: Entry.file(payload.text(100)) for name in names})


def check_takes_a_folder_with_blanks(server: Server, payload: Payload) -> None:
    """The name of the folder may have blanks in it.

    It is one argument, and has to stay one.

    Shell: Without quotation marks, $2 becomes several words: write "$2" everywhere.
    """
    _expect_unpacked(server, {"a.txt": Entry.file(payload.text(100))}, "meine  Briefe", is_there=False)


@source("RFC 9293, 3.6")
def check_ends_with_its_client(server: Server, payload: Payload) -> None:
    """When the client has ended the connection, the server ends, too, with exit code 0.

    A listening netcat takes one client, and ends with it; then gunzip and tar come to the end of their input.
    """
    server.connect().send(packed({"a.txt": Entry.file(payload.text(100))})).finish()
    server.expect_exit(0)


def check_makes_nothing_when_used_wrongly(server: Server) -> None:
    """Wrong usage makes no folder.

    Look at the number of arguments before anything else.
    """
    port, folder = server.usual()
    server.start(port, folder, "more").expect_stop().expect_no_file(folder)


@robust
@source("chmod(2)")
def check_keeps_permissions(server: Server, payload: Payload) -> None:
    """Each file has the permissions that the archive gives it.

    tar sets them by itself, but for what the umask takes away: -p keeps even that.
    """
    tree = {
        "skript.sh": Entry.file(payload.text(50), 0o755),
        "geheim.txt": Entry.file(payload.text(50), 0o600),
    }
    _expect_unpacked(server, tree, modes=True)


@robust
@source("symlink(7)")
def check_keeps_symbolic_links(server: Server, payload: Payload) -> None:
    """A symbolic link of the archive is a link in the folder.

    tar makes it by itself. Do not copy what was unpacked elsewhere, or copy it with its links.

    Shell: cp -r follows some links, cp -a follows none.
    """
    _expect_unpacked(server, {"a.txt": Entry.file(payload.text(50)), "link": Entry("link", data=b"a.txt")})


@robust
@source("mkdir(2)")
def check_unpacks_empty_folders(server: Server) -> None:
    """A folder with nothing in it is made, too.

    It has an entry of its own in the archive.
    """
    _expect_unpacked(server, {"leer": Entry("folder", 0o755), "ein/leerer": Entry("folder", 0o755)})


@robust
@source("getopt(3)")
def check_unpacks_names_with_a_leading_dash(server: Server, payload: Payload) -> None:
    """Names in the archive may begin with a dash.

    tar takes them from the archive as they are. Give them to no other command.
    """
    _expect_unpacked(server, {"-x.txt": Entry.file(payload.text(50)), "a.txt": Entry.file(payload.text(50))})


@robust
@source("getopt(3)")
def check_takes_a_folder_with_a_leading_dash(server: Server, payload: Payload) -> None:
    """The name of the folder may begin with a dash.

    Most commands take it for an option. They take -- as the end of their options, or ./-name as the name.

    Shell: mkdir -p -- "$2", cd -- "$2"
    """
    _expect_unpacked(server, {"a.txt": Entry.file(payload.text(100))}, "-briefe")


@robust
@source("unlink(2)")
def check_leaves_other_files_alone(server: Server, payload: Payload) -> None:
    """What is in the folder already, and not in the archive, stays as it was.

    Unpack into the folder: neither remove it before, nor put another in its place.
    """
    older = {"aelter.txt": Entry.file(payload.text(100))}
    server.lay(f"{_FOLDER}/aelter.txt", older["aelter.txt"])
    _expect_unpacked(server, {"a.txt": Entry.file(payload.text(100))})
    expect_entries("The folder", server.tree(_FOLDER), older)


@robust
@source("path_resolution(7)")
def check_writes_nothing_outside(server: Server, payload: Payload) -> None:
    """A name in the archive that leads out of the folder writes nothing there.

    An archive comes from somebody else, and its names may be anything. tar refuses those with .. in them.

    Python: tarfile's extractall() writes them, unless it is given filter="data".
    """
    server.connect().send(packed({"../daneben.txt": Entry.file(payload.text(100))})).finish()
    server.expect_stop().expect_no_file("daneben.txt")


@robust
@source("recv(2)")
def check_unpacks_a_mebibyte(server: Server, payload: Payload) -> None:
    """A file of 1 MiB is unpacked whole.

    Each command of the pipe reads to the end of its input, however far away it is.
    """
    _expect_unpacked(server, {"gross.bin": Entry.file(payload.binary(_MIB))})


@robust
@source("recv(2)")
def check_waits_for_a_slow_client(server: Server, payload: Payload) -> None:
    """A client may take its time, before it comes and in the midst of the archive.

    netcat waits by itself: set no time limit.

    Shell: nc -w 1 gives up after a second without a word.
    """
    tree = {"a.bin": Entry.file(payload.binary(2000))}
    data = packed(tree)
    server.run().wait_in_silence()
    connection = server.connect().send(data[:1000])
    server.wait_in_silence()
    connection.send(data[1000:]).finish()
    expect_entries("The folder", server.tree(_FOLDER), tree)


@robust
@source("shutdown(2)", "recv(2)")
def check_needs_no_input(server: Server, payload: Payload) -> None:
    """The end of the server's own input is no end of the archive: it receives all the same.

    A script that is started in the background, or by another program, often has an empty input. The server has nothing
    to send anyhow.

    Shell: nc -q 0 ends with its input, here before anything has come: leave it to the client.
    """
    tree = {"a.txt": Entry.file(payload.text(3000))}
    connection = server.end_input().connect()
    server.come_to_rest()
    connection.send(packed(tree)).finish()
    expect_entries("The folder", server.tree(_FOLDER), tree)


@robust
@source("mkdir(2)")
def check_says_that_it_cannot_make_the_folder(server: Server, payload: Payload) -> None:
    """If the folder cannot be made, the server says so at once, and ends with exit code 1.

    Here a file has its name. Look before you listen: nobody shall connect in vain.

    Shell: mkdir -p -- "$2" || exit 1; mkdir says why.
    """
    port, _ = server.usual()
    server.put("datei", payload.text(10)).start(port, "datei").expect_failure(1)


@robust
@source("read(2)")
def check_says_that_it_is_no_archive(server: Server, payload: Payload) -> None:
    """If something else than such an archive comes, the server says so, and ends with an exit code that is not 0.

    gunzip and tar say so by themselves; pass their exit code on.
    """
    server.connect().send(payload.text(3000)).finish()
    server.expect_failure()


@robust
@source("RFC 9293, 3.6", "read(2)")
def check_says_that_the_archive_is_cut_short(server: Server, payload: Payload) -> None:
    """If the connection ends in the midst of the archive, the server says so, with an exit code that is not 0.

    The end of the stream says that nothing more will come, and not that everything has. gunzip and tar notice it.

    Shell: The exit code of a pipe is that of its last command: no other command behind tar.
    """
    data = packed({name: Entry.file(payload.binary(20_000)) for name in ("a.bin", "b.bin")})
    server.connect().send(data[: len(data) // 2]).finish()
    server.expect_failure()


def _unpack_with(server: Server, netcat: str, payload: Payload) -> None:
    tree = {"a.txt": Entry.file(payload.text(100)), "ein/b.bin": Entry.file(payload.binary(3000))}
    server.with_netcat(netcat).connect().send(packed(tree)).finish()
    server.expect_exit(0)
    expect_entries("The folder", server.tree(_FOLDER), tree)


@robust
@source("listen(2)")
def check_works_with_openbsd_netcat(server: Server, payload: Payload) -> None:
    """With the netcat of OpenBSD, the server unpacks everything, and ends with exit code 0.

    It takes the port with -p, too: nc -l -p PORT is what all of them understand.
    """
    _unpack_with(server, "openbsd", payload)


@robust
@source("listen(2)")
def check_works_with_traditional_netcat(server: Server, payload: Payload) -> None:
    """With the traditional netcat, the server unpacks everything, and ends with exit code 0.

    It wants the port with -p, and listens nowhere useful without: nc -l -p PORT. That is what all of them understand.
    """
    _unpack_with(server, "traditional", payload)


@robust
@source("listen(2)")
def check_works_with_ncat(server: Server, payload: Payload) -> None:
    """With Ncat, the server unpacks everything, and ends with exit code 0.

    It takes the port with -p, too: nc -l -p PORT is what all of them understand. It knows neither -N nor -q.
    """
    _unpack_with(server, "ncat", payload)
