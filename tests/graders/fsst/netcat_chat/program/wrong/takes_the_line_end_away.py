# fails: sends_what_is_typed, sends_every_byte, sends_without_a_line_end, sends_a_long_input, shows_all_before_it_ends, ends_with_its_partner, ends_with_its_partner_as_a_listener, says_that_the_partner_broke_off
# input() takes the line end away, and nobody puts it back.
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
        with contextlib.suppress(EOFError):
            while True:
                connection.sendall(input().encode())
        connection.shutdown(socket.SHUT_WR)


def show(connection: socket.socket) -> None:
    """Zeigt, was kommt, sofort und unverändert, bis der Partner Schluss macht."""
    while data := connection.recv(SIZE):
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


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
