# fails: listens_at_the_documented_address, echoes_a_message, serves_client_after_client
# fails: serves_two_clients_at_once, echoes_blanks_and_line_ends, goes_on_when_another_client_leaves
# fails: echoes_message_after_message, answers_the_client_that_asked, closes_when_the_client_has_finished
# fails: prints_the_address_of_each_client, prints_what_it_received, stops_on_interrupt
# fails: starts_again_at_once, survives_a_reset, serves_many_clients_at_once
# fails: survives_a_client_that_says_nothing, keeps_the_others_when_one_breaks_off, forgets_no_socket
# fails: echoes_a_long_message, stops_on_interrupt_while_serving, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, rests_while_nobody_asks, does_not_grow
# The address of somebody else's Raspberry Pi.

import socket
import threading

HOST = "10.0.0.99"
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
        t.start()
except KeyboardInterrupt:
    print("bye")
s.close()
