# fails: echoes_a_message, serves_client_after_client, serves_two_clients_at_once
# fails: echoes_blanks_and_line_ends, goes_on_when_another_client_leaves, echoes_message_after_message
# fails: answers_the_client_that_asked, closes_when_the_client_has_finished
# fails: prints_the_address_of_each_client, prints_what_it_received, survives_a_reset
# fails: serves_many_clients_at_once, survives_a_client_that_says_nothing
# fails: keeps_the_others_when_one_breaks_off, forgets_no_socket, echoes_a_long_message
# fails: stops_on_interrupt_while_serving, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, rests_while_nobody_asks, does_not_grow
# NameError with the first client: threading.

import socket

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
        t.start()
except KeyboardInterrupt:
    print("bye")
s.close()
