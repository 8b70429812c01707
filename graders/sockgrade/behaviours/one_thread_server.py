"""What a TCP echo server must do that serves any number of clients in one thread, with select(), poll() or epoll."""

from __future__ import annotations

from sockgrade import Payload, Server, robust, source

_CLIENTS = 3
_MANY = 200
#: Words: much more than fits between a server and a client that reads slowly.
_ENOUGH = 20_000


def _let_clients_come(server: Server, payload: Payload) -> None:
    """Several clients are connected, and each has been served."""
    for _ in range(_CLIENTS):
        message = payload.text()
        server.connect().send(message).expect_containing(message)


@source("select(2)", "poll(2)", "epoll(7)")
def check_works_in_one_thread(server: Server, payload: Payload) -> None:
    """With three clients connected the server is one process with one thread.

    What counts is what the kernel shows. Start no thread and no process for a client: let the call that waits for all
    sockets watch this one, too, and do the next step for it when that call says that it is ready.

    C: poll() takes an array with the listening socket and the sockets of all clients.
    """
    _let_clients_come(server, payload)
    server.expect_one_thread()


@source("select(2)", "poll(2)", "epoll(7)")
def check_waits_for_all_together(server: Server, payload: Payload) -> None:
    """While nobody says anything, the server waits in select(), poll() or epoll_wait().

    What counts is the system call in which the kernel sees it. There the program waits for the listening socket and
    all of its clients at once: accept() and recv() come after it, and only for sockets that are ready.

    Python: selectors.DefaultSelector().select() waits in epoll_wait().
    """
    _let_clients_come(server, payload)
    server.expect_waiting_in("select", "poll", "epoll_wait")


@robust
@source("accept(2)", "epoll(7)")
def check_serves_two_hundred_clients_at_once(server: Server, payload: Payload) -> None:
    """Two hundred clients are connected at the same time, and each is served.

    Keep what belongs to a client with its socket, in the selector or a dictionary, and have no array with a fixed
    number of places that is too small.

    C: FD_SETSIZE limits select() to 1024 descriptors; poll() takes an array as long as you make it.
    """
    clients = []
    for _ in range(_MANY):  # one after another, each with a first exchange: no queue is ever full
        message = payload.text()
        clients.append(server.connect().send(message))
        clients[-1].expect_containing(message)
    messages = [payload.text() for _ in clients]
    for client, message in zip(clients, messages, strict=True):
        client.send(message)
    for client, message in zip(clients, messages, strict=True):
        client.receive_anything(message)


@robust
@source("send(2)", "RFC 9293, 3.8.6")
def check_keeps_what_a_slow_reader_has_not_read(server: Server, payload: Payload) -> None:
    """A client that reads slowly gets everything back, in order.

    When its side is full, a non-blocking send() takes only a part, or nothing. Keep the rest for this client, wait
    until its socket can be written to, and send it then.

    Python: send() returns how many bytes it took. sendall() on a non-blocking socket raises BlockingIOError in the
    midst, and nobody knows then how much has been sent.

    C: send() returns how many bytes it took, or -1 with EAGAIN for none.
    """
    client = server.connect(takes_little=True).wait_until_accepted()
    sent = client.send_without_reading(payload.text(13) * _ENOUGH)
    client.finish()
    assert client.receive_slowly(len(sent)) == sent, "The slow client gets other bytes back than it sent."
