"""What the slides say of sockets: `sockgrade verify --documents` tells whether it holds."""

from __future__ import annotations

import importlib
import ipaddress
import select
import socket
import threading
from collections.abc import Callable

import pytest

from sockgrade import source


@source("Netzwerkkommunikation: Module")
def claim_each_protocol_has_its_module() -> None:
    """HTTP, FTP, SMTP, POP3, IMAP4 and Telnet have modules of the standard library.

    Today: telnetlib is gone from Python 3.13 on; a plain socket serves instead.
    """
    for module in ("urllib.request", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib"):
        importlib.import_module(module)


@source("Socket API: IP-Adresse")
def claim_each_number_of_an_address_is_a_byte() -> None:
    """Each of the four numbers of an IPv4 address lies between 0 and 255."""
    assert socket.inet_aton("192.168.1.255") == bytes([192, 168, 1, 255])
    with pytest.raises(OSError):
        socket.inet_aton("192.168.1.256")


@source("Socket API: IP-Adresse")
def claim_192_168_is_a_local_network() -> None:
    """An address that begins with 192.168 belongs to a local network."""
    assert ipaddress.ip_network("192.168.0.0/16").is_private


@source("Socket API: Port")
def claim_a_port_has_16_bits() -> None:
    """A port is a number of 16 bits: 65535 is the last."""
    with socket.socket() as one, socket.socket() as another:
        one.bind(("127.0.0.1", 65535))
        with pytest.raises(OverflowError):
            another.bind(("127.0.0.1", 65536))


@source("Socket API: Port")
def claim_http_has_port_80_and_ftp_port_21() -> None:
    """Ports 80 and 21 are registered for HTTP and FTP."""
    assert socket.getservbyport(80, "tcp") == "http"
    assert socket.getservbyport(21, "tcp") == "ftp"


@source("Socket API: Port")
def claim_ports_from_49152_on_are_free_to_use() -> None:
    """Ports from 49152 on may be used without a second thought.

    Today: Linux gives clients that ask for no port one from its net.ipv4.ip_local_port_range, usually 32768 to 60999:
    a server's port in there may be taken by chance.
    """
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        first, last = map(int, file.read().split())
    assert last < 49152, f"the kernel gives ports from {first} to {last} to clients"


@source("Socket API: UDP")
def claim_udp_makes_no_connection() -> None:
    """UDP makes no connection: a datagram can be sent although nobody is there."""
    with socket.socket(type=socket.SOCK_DGRAM) as gone:
        gone.bind(("127.0.0.1", 0))
        address = gone.getsockname()
    with socket.socket(type=socket.SOCK_DGRAM) as sender:
        assert sender.sendto(b"question", address) == 8


@source("Socket API: UDP")
def claim_udp_may_lose_what_was_sent() -> None:
    """Nobody guarantees that a datagram arrives."""
    with (
        socket.socket(type=socket.SOCK_DGRAM) as receiver,
        socket.socket(type=socket.SOCK_DGRAM) as sender,
    ):
        receiver.bind(("127.0.0.1", 0))
        receiver.setblocking(False)
        receiver.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sent = sum(sender.sendto(bytes(1000), receiver.getsockname()) == 1000 for _ in range(100))
        received = 0
        while select.select([receiver], [], [], 0)[0]:
            receiver.recv(1000)
            received += 1
    assert received < sent, "all datagrams arrived"


@source("Socket API: TCP")
def claim_tcp_keeps_the_order(client: socket.socket, server: socket.socket) -> None:
    """With TCP nothing gets lost or arrives in another order."""
    data = b"".join(number.to_bytes(2, "big") for number in range(20_000))
    sender = threading.Thread(target=client.sendall, args=(data,))
    sender.start()
    received = b""
    while len(received) < len(data):
        received += server.recv(1000)
    sender.join()
    assert received == data


@source("Blockierende und nicht-blockierende Sockets")
def claim_a_new_socket_blocks() -> None:
    """A new socket is in blocking mode."""
    with socket.socket() as new:
        assert new.getblocking()


@source("Blockierende und nicht-blockierende Sockets")
def claim_recv_waits_for_data(client: socket.socket, server: socket.socket) -> None:
    """In blocking mode recv() returns only when there is data."""
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(server.recv(10)))
    reader.start()
    reader.join(0.1)
    assert reader.is_alive(), "recv() returned without data"
    client.send(b"data")
    reader.join()
    assert received == [b"data"]


@source("Blockierende und nicht-blockierende Sockets")
def claim_setblocking_makes_a_socket_non_blocking() -> None:
    """setblocking(False) puts a socket into non-blocking mode."""
    with socket.socket() as new:
        new.setblocking(False)
        assert not new.getblocking()
        assert new.gettimeout() == 0


@source("Blockierende und nicht-blockierende Sockets")
def claim_a_non_blocking_recv_gives_what_is_there(client: socket.socket, server: socket.socket) -> None:
    """A non-blocking recv() returns what lies in the buffer already."""
    client.send(b"data")
    select.select([server], [], [])
    server.setblocking(False)
    assert server.recv(10) == b"data"


@source("Blockierende und nicht-blockierende Sockets")
def claim_a_non_blocking_recv_raises_when_nothing_is_there(server: socket.socket) -> None:
    """A non-blocking recv() that would have to wait raises socket.error."""
    server.setblocking(False)
    with pytest.raises(socket.error):
        server.recv(10)


@source("Blockierende und nicht-blockierende Sockets")
def claim_a_non_blocking_recvfrom_raises_when_nothing_is_there() -> None:
    """A non-blocking recvfrom() that would have to wait raises socket.error."""
    with socket.socket(type=socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.setblocking(False)
        with pytest.raises(socket.error):
            receiver.recvfrom(10)


@source("Blockierende und nicht-blockierende Sockets")
def claim_a_non_blocking_send_raises_when_the_buffer_is_full(client: socket.socket) -> None:
    """A non-blocking send() raises socket.error when the buffer is full."""
    client.setblocking(False)
    with pytest.raises(socket.error):
        while client.send(bytes(1_000_000)):
            pass


@source("Blockierende und nicht-blockierende Sockets")
def claim_a_non_blocking_connect_does_not_wait(full: tuple[str, int]) -> None:
    """A non-blocking connect() does not wait: it raises "Operation now in progress"."""
    with socket.socket() as client:
        client.setblocking(False)
        with pytest.raises(BlockingIOError, match="Operation now in progress"):
            client.connect(full)


@source("Blockierende und nicht-blockierende Sockets")
def claim_connect_again_says_that_it_is_still_in_progress(full: tuple[str, int]) -> None:
    """Called again while the connection is being made, connect() says "Operation now in progress" again.

    Today: the second call says "Operation already in progress" (EALREADY). Rather wait with select() until the socket
    can be written to, and read SO_ERROR.
    """
    with socket.socket() as client:
        client.setblocking(False)
        client.connect_ex(full)
        with pytest.raises(BlockingIOError) as caught:
            client.connect(full)
    assert caught.value.strerror == "Operation now in progress", f"it says {caught.value.strerror!r}"


@source("create_connection")
def claim_create_connection_returns_the_socket(listener: socket.socket) -> None:
    """create_connection() connects over TCP and returns the socket."""
    with socket.create_connection(listener.getsockname()) as client:
        assert client.getpeername() == listener.getsockname()
        assert client.type == socket.SOCK_STREAM


@source("create_connection")
def claim_create_connection_honours_its_timeout(full: tuple[str, int]) -> None:
    """The time-out counts while the connection is being made."""
    with pytest.raises(TimeoutError):
        socket.create_connection(full, 0.1).close()


@source("create_connection")
def claim_create_connection_binds_to_the_source_address(listener: socket.socket) -> None:
    """With a source address the socket is bound to that first."""
    with socket.create_connection(listener.getsockname(), 1, ("127.0.0.77", 0)) as client:
        assert client.getsockname()[0] == "127.0.0.77"


@source("create_connection")
def claim_create_connection_is_socket_settimeout_bind_and_connect(listener: socket.socket) -> None:
    """create_connection() is the same as socket(), settimeout(), bind() and connect()."""
    with (
        socket.create_connection(listener.getsockname(), 2.5, ("127.0.0.1", 0)) as one,
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as another,
    ):
        another.settimeout(2.5)
        another.bind(("127.0.0.1", 0))
        another.connect(listener.getsockname())
        assert (one.family, one.type, one.gettimeout()) == (
            another.family,
            another.type,
            another.gettimeout(),
        )
        assert one.getsockname()[0] == another.getsockname()[0]
        assert one.getpeername() == another.getpeername()


@source("create_connection")
def claim_create_connection_is_the_same_for_any_host(listener_ipv6: socket.socket) -> None:
    """The same holds for any host: what it makes is a socket of AF_INET.

    Today: it asks getaddrinfo(), and tries one address after the other: a host with IPv6 gets a socket of AF_INET6.
    """
    with socket.create_connection(listener_ipv6.getsockname()[:2]) as client:
        assert client.family == socket.AF_INET, f"{client.family.name} was made"


@source("create_connection")
def claim_with_closes_the_connection(listener: socket.socket) -> None:
    """A socket can be used in `with`, which closes it."""
    with socket.create_connection(listener.getsockname()) as client:
        client.send(b"Hallo Welt")
    assert client.fileno() == -1


@source("gethostbyname_ex")
def claim_gethostbyname_ex_gives_name_aliases_and_addresses() -> None:
    """gethostbyname_ex() gives the primary name, a list of other names, and a list of IPv4 addresses."""
    name, aliases, addresses = socket.gethostbyname_ex("localhost")
    assert isinstance(name, str)
    assert isinstance(aliases, list)
    assert "127.0.0.1" in addresses
    assert all(ipaddress.ip_address(address).version == 4 for address in addresses)


@source("getservbyname")
def claim_getservbyname_http_is_80() -> None:
    """getservbyname("http", "tcp") is 80, and "ftp" is 21."""
    assert socket.getservbyname("http", "tcp") == 80
    assert socket.getservbyname("ftp", "tcp") == 21


@source("getservbyname")
def claim_a_service_has_tcp_or_udp() -> None:
    """The protocol of a service is "tcp" or "udp"."""
    assert socket.getservbyname("domain", "udp") == 53
    with pytest.raises(OSError):
        socket.getservbyname("http", "ip")


@source("socket()")
def claim_socket_takes_family_and_type() -> None:
    """socket() makes sockets of AF_INET and AF_INET6, for SOCK_STREAM and SOCK_DGRAM."""
    for family in (socket.AF_INET, socket.AF_INET6):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(family, kind) as made:
                assert (made.family, made.type) == (family, kind)


@source("Die Socket-Klasse: accept")
def claim_accept_wants_a_socket_that_listens() -> None:
    """accept() works only after listen()."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        with pytest.raises(OSError):
            bound.accept()


@source("Die Socket-Klasse: accept")
def claim_accept_wants_a_socket_that_is_bound() -> None:
    """accept() works only after bind().

    Today: listen() gives a socket that is not bound a port of the kernel's choice, on all addresses.
    """
    with socket.socket() as unbound:
        unbound.listen()
        address, port = unbound.getsockname()
        assert port == 0, f"it listens on {address}:{port}"


@source("Die Socket-Klasse: accept")
def claim_accept_gives_a_new_socket_and_the_peer(listener: socket.socket) -> None:
    """accept() gives a new socket, and the IP address and the port of the peer's."""
    with socket.create_connection(listener.getsockname()) as client:
        connection, address = listener.accept()
        with connection:
            assert connection is not listener
            assert connection.fileno() != listener.fileno()
            assert address == client.getsockname() == connection.getpeername()


@source("Die Socket-Klasse: bind")
def claim_bind_takes_what_accept_gives() -> None:
    """bind() wants a tuple as accept() gives it: address and port."""
    with socket.socket() as unbound:
        unbound.bind(("127.0.0.1", 0))
    with socket.socket() as unbound, pytest.raises(TypeError):
        unbound.bind("127.0.0.1")


@source("Die Socket-Klasse: bind")
def claim_a_bound_udp_socket_receives_at_once() -> None:
    """A UDP socket receives as soon as it is bound, without listen()."""
    with (
        socket.socket(type=socket.SOCK_DGRAM) as receiver,
        socket.socket(type=socket.SOCK_DGRAM) as sender,
    ):
        receiver.bind(("127.0.0.1", 0))
        sender.sendto(b"message", receiver.getsockname())
        assert receiver.recv(100) == b"message"


@source("Die Socket-Klasse: connect")
def claim_connect_wants_somebody_who_listens(nobody: tuple[str, int]) -> None:
    """connect() fails where nobody listens on that port."""
    with socket.socket() as client, pytest.raises(ConnectionRefusedError):
        client.connect(nobody)


@source("Die Socket-Klasse: connect_ex")
def claim_connect_ex_gives_0_on_success(listener: socket.socket) -> None:
    """connect_ex() returns 0 when the connection has been made."""
    with socket.socket() as client:
        assert client.connect_ex(listener.getsockname()) == 0


@source("Die Socket-Klasse: connect_ex")
def claim_a_non_blocking_connect_ex_gives_a_number(full: tuple[str, int]) -> None:
    """In non-blocking mode connect_ex() returns a number, and raises nothing, when it would have to wait."""
    with socket.socket() as client:
        client.setblocking(False)
        assert client.connect_ex(full) > 0


@source("Die Socket-Klasse: connect_ex")
def claim_connect_ex_raises_real_errors(nobody: tuple[str, int]) -> None:
    """connect_ex() raises an exception all the same when the peer cannot be reached.

    Today: whatever connect(2) says comes back as a number, in blocking mode as well; only what fails before, such as
    an unknown name, is an exception.
    """
    with socket.socket() as client, pytest.raises(OSError):
        client.connect_ex(nobody)


@source("Die Socket-Klasse: listen")
def claim_listen_lets_clients_connect(listener: socket.socket) -> None:
    """After listen() clients can connect, and be accepted."""
    with socket.create_connection(listener.getsockname()):
        listener.accept()[0].close()


@source("Die Socket-Klasse: listen")
def claim_a_backlog_of_0_takes_nobody(queued: Callable[[int], int]) -> None:
    """The backlog should be at least 1 for anybody to wait.

    Today: on Linux backlog + 1 clients are connected while they wait, with 0 one.
    """
    clients = queued(0)
    assert clients == 0, f"{clients} was connected"


@source("Die Socket-Klasse: listen")
def claim_the_greatest_backlog_is_5(queued: Callable[[int], int]) -> None:
    """The operating system takes no greater backlog than 5, mostly.

    Today: Linux takes up to net.core.somaxconn, 4096 since 5.4.
    """
    clients = queued(20)
    assert clients <= 6, f"{clients} were connected"


@source("Die Socket-Klasse: recv")
def claim_recv_reads_at_most_bufsize_bytes(client: socket.socket, server: socket.socket) -> None:
    """recv() reads at most `bufsize` bytes, and leaves the rest."""
    client.send(b"0123456789")
    assert server.recv(4) == b"0123"
    assert server.recv(100) == b"456789"


@source("Die Socket-Klasse: recv")
def claim_recv_gives_a_string(client: socket.socket, server: socket.socket) -> None:
    """recv() gives the data as a string.

    Today: it gives bytes; decode() makes text of them, once all of a character is there.
    """
    client.send(b"data")
    data = server.recv(100)
    assert isinstance(data, str), f"it gave {data!r}"


@source("Die Socket-Klasse: recvfrom")
def claim_recvfrom_gives_a_string_and_the_address(client: socket.socket, server: socket.socket) -> None:
    """recvfrom() gives the data as a string, and the address of the peer.

    Today: it gives bytes; and only with UDP an address: over TCP that is None on Linux.
    """
    client.send(b"data")
    data, address = server.recvfrom(100)
    assert isinstance(data, str), f"it gave {data!r} and {address!r}"


@source("Die Socket-Klasse: send")
def claim_send_takes_a_string(client: socket.socket) -> None:
    """send() sends a string.

    Today: it sends bytes; encode() makes them of text.
    """
    client.send("Hallo Welt")  # type: ignore[arg-type]


@source("Die Socket-Klasse: send")
def claim_send_gives_the_number_of_bytes(client: socket.socket) -> None:
    """send() returns how many bytes it has sent."""
    assert client.send("Größe".encode()) == 7


@source("Die Socket-Klasse: send")
def claim_send_may_send_only_a_part(client: socket.socket) -> None:
    """send() may send only a part of the data: the rest is the program's to send.

    A blocking send() on Linux waits until all of it is in the buffer, unless a signal or a time-out comes.
    """
    client.settimeout(1)
    data = bytes(64 * 1024 * 1024)
    assert 0 < client.send(data) < len(data)


@source("Die Socket-Klasse: sendall")
def claim_sendall_sends_everything(client: socket.socket, server: socket.socket) -> None:
    """sendall() goes on until everything has been sent."""
    data = bytes(8 * 1024 * 1024)
    sender = threading.Thread(target=client.sendall, args=(data,))
    sender.start()
    received = 0
    while received < len(data):
        received += len(server.recv(1024 * 1024))
    sender.join()


@source("Die Socket-Klasse: sendall")
def claim_sendall_raises_on_an_error(client: socket.socket, server: socket.socket) -> None:
    """sendall() raises an exception when something goes wrong."""
    server.close()
    with pytest.raises(OSError):
        for _ in range(100):
            client.sendall(bytes(1_000_000))


@source("Die Socket-Klasse: settimeout")
def claim_settimeout_bounds_a_recv(server: socket.socket) -> None:
    """The time-out, in seconds, bounds how long recv() waits."""
    server.settimeout(0.1)
    with pytest.raises(TimeoutError):
        server.recv(1)


@source("Die Socket-Klasse: settimeout")
def claim_gettimeout_gives_what_settimeout_set() -> None:
    """settimeout() takes a float or None, and gettimeout() gives it back."""
    with socket.socket() as new:
        for value in (2.5, None):
            new.settimeout(value)
            assert new.gettimeout() == value


@source("Weitere Thematiken")
def claim_telnet_has_the_module_telnet() -> None:
    """The module for Telnet is called telnet.

    Today: it was called telnetlib, and is gone from Python 3.13 on.
    """
    importlib.import_module("telnet")


@source("Weitere Thematiken")
def claim_there_are_modules_for_many_clients_and_for_xml_rpc() -> None:
    """select, socketserver, ftplib and xmlrpc.server are modules of the standard library."""
    for module in ("select", "socketserver", "ftplib", "xmlrpc.server"):
        importlib.import_module(module)
