"""What a TCP server must do that serves several clients at the same time, and answers what they send."""

from __future__ import annotations

from sockgrade import Payload, Server, robust

#: More clients than any fixed number of workers that somebody would think of, fewer than a sandbox's limits.
_MANY = 50


def check_serves_two_clients_at_once(server: Server, payload: Payload) -> None:
    """A silent client does not keep the others waiting.

    accept() hands out one socket per client. Serve each in a thread of its own, and go back to accept() at once:
    start() the thread, do not join() it, and do not call its function yourself.
    """
    silent, talking = server.connect(), server.connect()
    talking.send(payload.text()).expect_answer()
    silent.send(payload.text()).expect_answer()


def check_goes_on_when_another_client_leaves(server: Server, payload: Payload) -> None:
    """When one client leaves, the others are still served.

    Close the socket of the client that has gone, and no other; and end its thread, not the program.
    """
    staying, leaving = server.connect(), server.connect()
    leaving.send(payload.text()).expect_answer().leave()
    staying.send(payload.text()).expect_answer()


def check_answers_the_client_that_asked(server: Server, payload: Payload) -> None:
    """What a client sends goes back to this client, and to nobody else.

    Every thread needs a socket and a buffer of its own: pass them as arguments, and use no global variable
    that the next client overwrites.
    """
    clients = [server.connect() for _ in range(3)]
    clients.reverse()  # the last begins: when it is served, the program has accepted all of them
    for client in clients:
        client.send(payload.text()).expect_answer()
    for client in clients:
        client.expect_nothing()


@robust
def check_serves_many_clients_at_once(server: Server, payload: Payload) -> None:
    """Fifty clients are connected at the same time, and each is served.

    Do not prepare a fixed number of threads or places in an array: start a thread whenever a client comes.
    """
    # All of them stay. Each is served before the next comes: the queue of waiting clients does not matter.
    for _ in range(_MANY):
        server.connect().send(payload.text()).expect_answer()


@robust
def check_keeps_the_others_when_one_breaks_off(server: Server, payload: Payload) -> None:
    """A client that breaks off (RST) does not disturb those that are connected.

    Catch ConnectionError in the function that serves one client: it may end that client's thread, and nothing
    else. In C, return from the thread; exit() ends all of them.
    """
    staying, breaking = server.connect(), server.connect()
    message = payload.text()
    breaking.send(message).expect_answer(len(message)).reset()
    staying.send(payload.text()).expect_answer()


@robust
def check_stops_on_interrupt_while_serving(server: Server, payload: Payload) -> None:
    """Ctrl-C ends the server although a client is connected.

    Python waits at its end for every thread that is not a daemon, and such a thread waits for its client. Make
    it one: Thread(…, daemon=True).
    """
    server.connect().send(payload.text()).expect_answer()
    server.interrupt().expect_stop()
