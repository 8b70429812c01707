# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves
# fails: answers_the_client_that_asked, echoes_a_message, echoes_blanks_and_line_ends
# fails: echoes_message_after_message, echoes_messages_as_long_as_a_buffer, obeys_no_magic_word
# fails: waits_for_a_silent_client, closes_when_the_client_has_finished, serves_client_after_client
# fails: waits_for_the_next_client, has_a_process_for_each_client, leaves_no_zombies
# fails: prints_what_it_received, prints_the_address_of_each_client, rests_while_nobody_asks
# fails: serves_the_others_while_one_does_not_read, serves_many_clients_at_once
# fails: keeps_the_others_when_one_breaks_off, stops_on_interrupt_while_serving
# fails: echoes_a_long_message, echoes_single_bytes, echoes_binary_data, answers_after_a_half_close
# fails: survives_a_reset, survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing
# fails: forgets_no_socket, does_not_grow
# The document writes arg=: the argument is called args.

import multiprocessing
import signal
import socket

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    print("Connected by", addr)
    try:
        while data := conn.recv(1024):
            print("Received from client", data)
            conn.sendall(data)
    except ConnectionError as error:
        print("Lost", addr, error)
    conn.close()


def main():
    with socket.create_server((HOST, PORT)) as server:
        while True:
            conn, addr = server.accept()
            process = multiprocessing.Process(target=echo, arg=(conn, addr), daemon=True)
            process.start()
            conn.close()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        print("stopped")
