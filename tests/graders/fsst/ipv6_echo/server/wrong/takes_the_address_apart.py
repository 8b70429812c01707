# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, serves_client_after_client, waits_for_the_next_client
# fails: prints_what_it_received, prints_the_address_of_each_client
# fails: rests_while_nobody_asks, echoes_a_long_message, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, survives_a_reset, survives_a_client_that_does_not_wait
# fails: survives_a_client_that_says_nothing, forgets_no_socket, does_not_grow
# An address of IPv6 has four parts.

import socket

ADDRESS = ("::1", 61111)


def echo(connection: socket.socket) -> None:
    """Send everything back until the client has finished."""
    while data := connection.recv(4096):
        print("Received from client", repr(data))
        connection.sendall(data)


def main() -> None:
    with socket.socket(socket.AF_INET6, socket.SOCK_STREAM) as listener:
        # Start again at once, although connections of an earlier run may still be in TIME_WAIT.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(ADDRESS)
        listener.listen()
        while True:
            connection, address = listener.accept()
            with connection:
                ip, port = address
                print("Connected by", ip, port)
                try:
                    echo(connection)
                except ConnectionError as error:
                    print("Lost", address, error)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("Server ended")
