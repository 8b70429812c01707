"""Checks of fsst/netcat_archive/client."""

from __future__ import annotations

from collections.abc import Mapping

from sockgrade import Client, Entry, Payload, robust, source
from sockgrade.behaviours.any_arguments import (
    check_refuses_another_number_of_arguments,
    check_says_how_it_is_used,
)
from sockgrade.behaviours.any_client import check_says_that_the_server_is_absent
from sockgrade.behaviours.archives import expect_entries, unpacked
from sockgrade.behaviours.netcat_client import (
    check_ends_by_itself_with_ncat,
    check_ends_by_itself_with_openbsd_netcat,
    check_ends_by_itself_with_traditional_netcat,
)

#: The folder that is laid for the client. Usually it is told to send the one in which it starts.
_FOLDER, _HERE = "quelle", "."
_MIB = 2**20


def _sent(client: Client, tree: Mapping[str, Entry], folder: str = _FOLDER) -> dict[str, Entry]:
    """What the client sends of this folder. Whether it ends then is another check's affair."""
    client.lay(folder, Entry("folder", 0o755))
    for name, entry in tree.items():
        client.lay(f"{folder}/{name}", entry)
    host, port, _ = client.usual()
    return unpacked(client.start(host, port, folder).accept().receive_message())


def _expect_sent(
    client: Client, tree: Mapping[str, Entry], folder: str = _FOLDER, *, modes: bool = False
) -> None:
    expect_entries("The archive", _sent(client, tree, folder), tree, modes=modes)


def check_goes_where_it_is_told(client: Client) -> None:
    """The client connects to the host and the port that its command line names.

    The first argument is the host, the second the port. Here the server is at 127.0.0.2: on Linux every address that
    begins with 127 is this machine.

    Shell: nc takes both as they are: nc "$1" "$2"
    """
    address, port = client.start("127.0.0.2", 50123, _HERE).accept().local_address
    assert (address, port) == ("127.0.0.2", 50123), (
        f"The client goes to {address}:{port}, and was told to go to 127.0.0.2:50123."
    )


def check_sends_a_packed_archive(client: Client, payload: Payload) -> None:
    """The client sends a tar archive that is packed with gzip, and nothing else.

    tar makes one stream of the folder, and gzip makes that smaller.

    Shell: tar cf - . | gzip | nc …
    """
    _sent(client, {"a.txt": Entry.file(payload.text(100))})


def check_sends_all_files(client: Client, payload: Payload) -> None:
    """The files of the folder are in the archive, byte for byte, by their names in the folder.

    The name of the folder itself stands in front of none: whoever unpacks the archive elsewhere has the same tree.

    Shell: Go into the folder first: cd -- "$3"
    """
    _expect_sent(
        client,
        {
            "a.txt": Entry.file(payload.text(100)),
            "b.bin": Entry.file(payload.binary(3000)),
            "leer": Entry.file(b""),
        },
    )


def check_sends_folders_in_it(client: Client, payload: Payload) -> None:
    """Folders in the folder are in the archive, too, with all that is in them.

    tar goes into folders by itself.
    """
    _expect_sent(
        client,
        {"ein/ordner/a.txt": Entry.file(payload.text(100)), "ein/b.txt": Entry.file(payload.text(100))},
    )


def check_sends_hidden_files(client: Client, payload: Payload) -> None:
    """Files whose names begin with a dot are in the archive, too.

    They are files like any others: only ls and the shell leave them out.

    Shell: * stands for no name that begins with a dot. Give tar the folder instead: tar cf - .
    """
    tree = {
        ".profil": Entry.file(payload.text(100)),
        ".ordner/a.txt": Entry.file(payload.text(100)),
        "b": Entry.file(b"b"),
    }
    _expect_sent(client, tree)


def check_sends_names_with_blanks(client: Client, payload: Payload) -> None:
    """Names in the folder may have blanks in them.

    Each is one name.

    Shell: $(ls) and a variable without quotation marks make several words of it; tar cf - . needs no names.
    """
    tree = {
        "mein  Brief.txt": Entry.file(payload.text(100)),
        "ein Ordner/noch einer.txt": Entry.file(payload.text(100)),
    }
    _expect_sent(client, tree)


def check_takes_a_folder_with_blanks(client: Client, payload: Payload) -> None:
    """The name of the folder may have blanks in it.

    It is one argument, and has to stay one.

    Shell: Without quotation marks, $3 becomes several words: write "$3" everywhere.
    """
    _expect_sent(client, {"a.txt": Entry.file(payload.text(100))}, "meine  Briefe")


def check_says_that_there_is_no_such_folder(client: Client) -> None:
    """If there is no such folder, the client says so on stderr, ends with exit code 1, and does not connect.

    Look before you connect: the server would get an archive with nothing in it.

    Shell: cd -- "$3" || exit 1; cd says why.
    """
    host, port, _ = client.usual()
    client.start(host, port, "fehlt").expect_failure(1)
    assert client.accept_if_it_comes() is None, "The client connects although there is no folder to send."


@robust
@source("stat(2)")
def check_says_that_a_file_is_no_folder(client: Client) -> None:
    """If the name is that of a file, the client says so on stderr, ends with exit code 1, and does not connect.

    That a name exists does not mean that it is a folder.

    Shell: [ -e "$3" ] is true for a file, [ -d "$3" ] is not; and cd fails.
    """
    host, port, _ = client.usual()
    client.start(host, port, "brief.txt").expect_failure(1)
    assert client.accept_if_it_comes() is None, "The client connects although there is no folder to send."


@robust
@source("chmod(2)")
def check_keeps_permissions(client: Client, payload: Payload) -> None:
    """The archive says which permissions each file has.

    tar writes down what it finds. Do not copy the files before, and do not change anything.
    """
    tree = {
        "skript.sh": Entry.file(payload.text(50), 0o755),
        "geheim.txt": Entry.file(payload.text(50), 0o600),
    }
    _expect_sent(client, tree, modes=True)


@robust
@source("symlink(7)")
def check_keeps_symbolic_links(client: Client, payload: Payload) -> None:
    """A symbolic link is in the archive as a link, wherever it leads.

    tar leaves links as they are, unless it is told to follow them (-h).
    """
    tree = {
        "a.txt": Entry.file(payload.text(50)),
        "link": Entry("link", data=b"a.txt"),
        "nirgendwohin": Entry("link", data=b"gibt/es/nicht"),
    }
    _expect_sent(client, tree)


@robust
@source("mkdir(2)")
def check_sends_empty_folders(client: Client) -> None:
    """A folder with nothing in it is in the archive, too.

    Give tar the folders, and not only the files.

    Shell: find . -type f leaves it out.
    """
    _expect_sent(client, {"leer": Entry("folder", 0o755), "ein/leerer": Entry("folder", 0o755)})


@robust
@source("readdir(3)")
def check_sends_a_folder_with_nothing_in_it(client: Client) -> None:
    """If nothing is in the folder, the archive is there all the same, and has nothing in it, either.

    An empty folder is a folder.

    Shell: tar cf - . packs the folder itself; without any names, tar refuses to begin.
    """
    found = _sent(client, {})
    assert not found, f"The folder is empty, and the archive has: {', '.join(sorted(found)[:8])}."


@robust
@source("getopt(3)")
def check_sends_names_with_a_leading_dash(client: Client, payload: Payload) -> None:
    """Names in the folder may begin with a dash.

    tar takes such a name for an option if it stands on its command line.

    Shell: * becomes all the names: tar cf - . has none of them on its command line.
    """
    _expect_sent(client, {"-x.txt": Entry.file(payload.text(50)), "a.txt": Entry.file(payload.text(50))})


@robust
@source("getopt(3)")
def check_takes_a_folder_with_a_leading_dash(client: Client, payload: Payload) -> None:
    """The name of the folder may begin with a dash.

    Most commands take it for an option. They take -- as the end of their options, or ./-name as the name.

    Shell: cd -- "$3"
    """
    _expect_sent(client, {"a.txt": Entry.file(payload.text(100))}, "-briefe")


@robust
@source("send(2)")
def check_sends_a_mebibyte(client: Client, payload: Payload) -> None:
    """A file of 1 MiB is in the archive whole.

    Each command of the pipe reads to the end of its input, however far away it is.
    """
    _expect_sent(client, {"gross.bin": Entry.file(payload.binary(_MIB))})
