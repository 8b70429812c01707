# fails: finishes_as_a_listener, ends_with_its_partner_as_a_listener, keeps_input_for_its_partner, listens_for_ncat, listens_for_openbsd_netcat, listens_for_traditional_netcat
# A loop around accept(), as in an echo server.
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
        sys.stdout.buffer.flush()


def main() -> None:
    try:
        host, text = sys.argv[1:]
        number = port(text)
    except ValueError:
        print(f"Aufruf: {sys.argv[0]} -l PORT | HOST PORT", file=sys.stderr)
        sys.exit(2)
    try:
        while host == "-l":
            with await_partner(number) as connection:
                threading.Thread(target=send_input, args=(connection,), daemon=True).start()
                show(connection)
        with socket.create_connection((host, number)) as connection:
            # daemon: Wer noch auf eine Eingabe wartet, hält das Ende des Programms nicht auf.
            threading.Thread(target=send_input, args=(connection,), daemon=True).start()
            show(connection)
    except OSError as error:
        sys.exit(f"{sys.argv[0]}: {error}")


if __name__ == "__main__":
    main()
