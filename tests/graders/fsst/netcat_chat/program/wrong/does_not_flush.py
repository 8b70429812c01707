# fails: shows_what_comes_while_nothing_is_typed, goes_on_both_ways, listens_at_its_port, shows_nothing_of_its_own, shows_nothing_of_its_own_as_a_listener, shows_every_byte, shows_without_a_line_end, shows_while_it_cannot_send, waits_for_silent_partners, connects_to_ncat, connects_to_openbsd_netcat, connects_to_traditional_netcat, listens_for_ncat, listens_for_openbsd_netcat, listens_for_traditional_netcat
# What comes stays in the buffer until that is full.
"""Ein kleines netcat: python3 program.py -l PORT, oder python3 program.py HOST PORT"""

import contextlib
import os
import socket
import sys
import threading

SIZE = 65536


def port(text: str) -> int:
    """Ein Port, sonst ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def await_partner(number: int) -> socket.socket:
    """Der Erste, der sich mit diesem Port verbindet."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("", number))
        listener.listen(1)
        connection, _ = listener.accept()
    return connection


def send_input(connection: socket.socket) -> None:
    """Schickt, was eingegeben wird, und am Ende der Eingabe ein FIN."""
    # Ist der Partner schon weg, so merkt es der andere Thread.
    with contextlib.suppress(OSError):
        # os.read() liefert, was da ist; sys.stdin würde auf ein Zeilenende warten.
        while data := os.read(0, SIZE):
            connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)


def show(connection: socket.socket) -> None:
    """Zeigt, was kommt, sofort und unverändert, bis der Partner Schluss macht."""
    while data := connection.recv(SIZE):
        sys.stdout.buffer.write(data)


def main() -> None:
    try:
        host, text = sys.argv[1:]
        number = port(text)
    except ValueError:
        print(f"Aufruf: {sys.argv[0]} -l PORT | HOST PORT", file=sys.stderr)
        sys.exit(2)
    try:
        connection = await_partner(number) if host == "-l" else socket.create_connection((host, number))
        with connection:
            # daemon: Wer noch auf eine Eingabe wartet, hält das Ende des Programms nicht auf.
            threading.Thread(target=send_input, args=(connection,), daemon=True).start()
            show(connection)
    except OSError as error:
        sys.exit(f"{sys.argv[0]}: {error}")


if __name__ == "__main__":
    main()
