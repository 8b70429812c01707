# fails: serves_two_clients_at_once, goes_on_when_another_client_leaves, answers_the_client_that_asked
# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, serves_client_after_client, waits_for_the_next_client
# fails: prints_what_it_received, prints_the_address_of_each_client
# fails: serves_the_others_while_one_does_not_read, gives_each_client_its_own_bytes
# fails: serves_many_clients_at_once, keeps_the_others_when_one_breaks_off, stops_on_interrupt_while_serving
# fails: echoes_a_long_message, echoes_single_bytes, echoes_binary_data, answers_after_a_half_close
# fails: survives_a_reset, survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing
# fails: forgets_no_socket, does_not_grow
# Makes a thread, and leaves it at that.

import socket
import threading

HOST = "127.0.0.1"
PORT = 61111


def echo(conn, addr):
    print("Connected by", addr)
    try:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            print("Received from client", repr(data))
            conn.sendall(data)
    except ConnectionError as e:
        print("client lost:", e)
    conn.close()


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen()

try:
    while True:
        conn, addr = s.accept()
        t = threading.Thread(target=echo, args=(conn, addr), daemon=True)
except KeyboardInterrupt:
    print("bye")
s.close()
