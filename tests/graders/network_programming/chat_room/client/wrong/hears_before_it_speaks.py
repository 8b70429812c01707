# fails: sends_each_line, sends_every_word, prints_what_comes_while_nothing_is_typed
# fails: sends_what_is_typed_while_nothing_comes, prints_each_line_as_it_is, goes_on_both_ways
# fails: finishes_at_the_end_of_the_input, hears_the_others_out, puts_a_line_in_pieces_together
# fails: prints_lines_that_come_together, prints_letters_that_come_in_pieces, takes_long_lines
# fails: sends_each_line_as_it_is, goes_on_after_bytes_that_are_not_text, waits_for_silent_others
# fails: says_that_the_server_has_gone, says_that_the_server_broke_off
# What is typed waits until somebody else has said something.

import argparse
import codecs
import os
import select
import socket
import sys


def talk(sock):
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    sources = [sock, sys.stdin]
    while True:
        ready, _, _ = select.select([sock], [], [])
        ready += [sys.stdin] * (sys.stdin in sources)
        if sys.stdin in ready:
            data = os.read(0, 1000)
            if data:
                sock.sendall(data)
            else:
                sources.remove(sys.stdin)
                sock.shutdown(socket.SHUT_WR)
        if sock in ready:
            data = sock.recv(1000)
            if not data:
                return sys.stdin not in sources
            print(decoder.decode(data), end="", flush=True)


def port(text):
    if int(text) not in range(1, 2**16):
        raise argparse.ArgumentTypeError("is no port")
    return int(text)


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=port)
args = parser.parse_args()
try:
    with socket.create_connection((args.host, args.port)) as sock:
        if not talk(sock):
            sys.exit("server gone")
except OSError as error:
    sys.exit(f"error: {error}")
