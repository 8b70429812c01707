# fails: connects_to_the_documented_address, sends_each_line, sends_every_word_but_end, shows_each_reply
# fails: ends_with_the_line_end, greets, labels_each_reply, says_that_it_cleans_up
# fails: says_that_the_server_is_absent, puts_a_reply_in_pieces_together, keeps_blanks_at_the_ends
# fails: sends_a_long_line_whole, waits_for_a_slow_answer, goes_on_after_an_empty_line, keeps_umlauts
# fails: ends_at_the_end_of_the_input, says_that_the_server_has_gone, says_that_the_connection_broke_off
# A socket of IPv4 knows no address of IPv6.

import socket
import sys

ADDRESS = ("::1", 61111)


def receive_exactly(connection: socket.socket, length: int) -> bytes:
    """A reply of known length; TCP may deliver it in pieces."""
    received = b""
    while len(received) < length:
        data = connection.recv(length - len(received))
        if not data:
            raise ConnectionError("the server closed the connection")
        received += data
    return received


def main() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as connection:
        connection.connect(ADDRESS)
        print("Welcome to the echo server: type what you want, and 'end' to quit")
        for line in sys.stdin:
            text = line.rstrip("\n")
            if text == "end":
                break
            message = text.encode()
            connection.sendall(message)
            print("Received:", receive_exactly(connection, len(message)).decode())
    print("cleaning up ...")


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"No conversation with [{ADDRESS[0]}]:{ADDRESS[1]}: {error}")
