"""What a TCP server must do that serves several clients at the same time, and answers what they send."""

from __future__ import annotations

from sockgrade import Payload, Server, robust, source
from sockgrade.behaviours.exchange import Exchanges

#: More clients than any fixed number of workers that somebody would think of, fewer than a sandbox's limits.
_MANY = 50
#: Kilobytes: more than fits between a server and a client that does not read.
_MUCH = 4_000
#: Words: enough for a thread to wait in send(), and few enough to read all that comes back.
_ENOUGH = 31_251


@source("accept(2)")
def check_serves_two_clients_at_once(server: Server, payload: Payload) -> None:
    """A silent client does not keep the others waiting.

    accept() gives one socket for each client. Wait for none of them where the others have to wait, too: serve each in a
    thread, a process or a task of its own, and go back to accept() at once; or wait for all of them together.

    Python: start() a thread, do not join() it, and do not call its function yourself. In a coroutine the others have
    their turn where `await` stands, and while recv() or time.sleep() waits nobody has.

    C: pthread_create() starts a thread; pthread_detach() it instead of waiting for it with pthread_join(). Behind
    poll() or select(), call recv() for those only that are ready.
    """
    silent, talking = server.connect(), server.connect()
    for client in (talking, silent):
        message = payload.text()
        client.send(message).expect_containing(message)


def check_goes_on_when_another_client_leaves(server: Server, payload: Payload) -> None:
    """When one client leaves, the others are still served.

    Close the socket of the client that has gone, and no other; and end what serves this client, not the program.

    C: `return NULL` ends a thread, exit() the program.
    """
    staying, leaving = server.connect(), server.connect()
    message = payload.text()
    leaving.send(message).expect_containing(message).leave()
    message = payload.text()
    staying.send(message).expect_containing(message)


@source("accept(2)", "pthreads(7)")
def check_answers_the_client_that_asked(server: Server, payload: Payload) -> None:
    """What a client sends goes back to this client, and to nobody else.

    Whatever serves a client, a thread or a task, needs a socket and a buffer of its own: pass them as arguments, and
    use no global variable that the next client overwrites.

    C: &connection is such a variable, too: accept() writes the next client into it before the thread has
    looked.
    """
    clients = [server.connect() for _ in range(3)]
    clients.reverse()  # the last begins: when it is served, the program has accepted all of them
    for client in clients:
        message = payload.text()
        client.expect_nothing().send(message).expect_containing(message)
    for client in clients:
        client.expect_nothing()


@robust
@source("RFC 9293, 3.8.6", "send(2)")
def check_serves_the_others_while_one_does_not_read(server: Server, payload: Payload) -> None:
    """A client that sends much and reads nothing does not keep the others waiting.

    send() waits until such a client reads. In a thread of its own it may: but hold no lock meanwhile that the
    other threads need, and do not send from the main thread. Where one thread serves all clients, it may wait for none:
    keep for each what does not go yet, and send it when its socket can be written to.

    Python: With asyncio, write() keeps it, and `await writer.drain()` waits in this task only.
    """
    greedy = server.connect(takes_little=True).wait_until_accepted()
    greedy.send_without_reading(payload.text(1000) * _MUCH)
    # Too much for the room that may be left where the other does not read; and no buffer's size.
    message = payload.text(7001)
    server.connect().send(message).expect_containing(message[-16:])


@robust
@source("pthreads(7)")
def check_gives_each_client_its_own_bytes(server: Server, payload: Payload) -> None:
    """What one client is still to get is not changed by what another sends meanwhile.

    The buffer for recv() belongs to one client: a local variable of the function that serves it.

    C: `static` makes one buffer for all threads.
    """
    slow, quick = server.connect(takes_little=True).wait_until_accepted(), server.connect()
    slows, quicks = payload.text(), payload.text()
    slow.send_without_reading(slows * _ENOUGH)
    # Longer than a buffer: nothing of the other's bytes is left in one. And no multiple of one, nor is the other.
    quick.send_in_pieces([quicks * 513])
    # What else may be wrong with the answers is another check's affair.
    for client, others in ((slow, quicks), (quick, slows)):
        assert others not in client.finish().receive_message(), "A client gets what another one has sent."


@robust
@source("accept(2)")
def check_serves_many_clients_at_once(server: Server, payload: Payload) -> None:
    """Fifty clients are connected at the same time, and each is served.

    Do not prepare a fixed number of threads or places in an array: make room whenever a client comes.
    """
    # Each is accepted before the next comes: how many may wait does not matter.
    clients = [server.connect().wait_until_accepted() for _ in range(_MANY)]
    messages = [payload.text() for _ in clients]
    # All ask, and then all are answered: whoever takes a second for an answer may take it for all at once.
    for client, message in zip(clients, messages, strict=True):
        client.send(message)
    # Whose bytes it gets, is another check's affair: a buffer for all of them mixes these up by luck.
    for client, message in zip(clients, messages, strict=True):
        client.receive_anything(message)


@robust
@source("RFC 9293, 3.5.3", "recv(3p)")
def check_keeps_the_others_when_one_breaks_off(server: Server, payload: Payload) -> None:
    """A client that breaks off (RST) does not disturb those that are connected.

    recv() and send() fail for this client. That may end what serves it, and nothing else.

    Python: Catch ConnectionError in the function that serves one client.

    C: Return from the thread: exit() ends all of them, and so does SIGPIPE, unless the program says
    signal(SIGPIPE, SIG_IGN).
    """
    staying, breaking = server.connect(), server.connect()
    message = payload.text()
    breaking.send(message).expect_containing(message).reset()
    message = payload.text()
    staying.send(message).expect_containing(message)


@robust
@source("signal(7)")
def check_stops_on_interrupt_while_serving(server: Server, payload: Payload, exchange: Exchanges) -> None:
    """Ctrl-C ends the server although a client is connected.

    Ctrl-C sends SIGINT. A thread that waits for its client must not keep the program from ending.

    Python: At its end a program waits for every thread that is not a daemon: make it one, with Thread(…,
    daemon=True); with socketserver it is `daemon_threads = True` in the server's class.

    C: SIGINT ends a program by itself: if you handle it, do not wait there for threads or children.
    """
    exchange(payload).on(server.connect())
    server.interrupt().expect_stop()
