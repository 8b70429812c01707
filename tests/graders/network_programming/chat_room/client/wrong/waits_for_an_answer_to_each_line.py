# fails: sends_each_line, sends_every_word, prints_what_comes_while_nothing_is_typed
# fails: sends_what_is_typed_while_nothing_comes, prints_each_line_as_it_is
# fails: finishes_at_the_end_of_the_input, puts_a_line_in_pieces_together
# fails: prints_lines_that_come_together, prints_letters_that_come_in_pieces, takes_long_lines
# fails: sends_each_line_as_it_is, goes_on_after_bytes_that_are_not_text, says_that_the_server_has_gone
# fails: says_that_the_server_broke_off
# First a line is typed, then one is heard: what comes meanwhile is not seen.

import socket
import sys

try:
    host, port = sys.argv[1], int(sys.argv[2])
    if not 0 < port < 65536:
        raise ValueError
except (IndexError, ValueError):
    print("usage: client.py HOST PORT", file=sys.stderr)
    sys.exit(2)

try:
    with socket.create_connection((host, port)) as s:
        for line in sys.stdin:
            s.sendall(line.encode())
            data = s.recv(5000)
            if not data:
                sys.exit("The server has gone.")
            print(data.decode(errors="replace"), end="", flush=True)
        s.shutdown(socket.SHUT_WR)
        while data := s.recv(5000):
            print(data.decode(errors="replace"), end="", flush=True)
except OSError as error:
    sys.exit(str(error))
