# fails: listens_at_the_documented_address, echoes_a_message, serves_client_after_client
# fails: echoes_blanks_and_line_ends, echoes_message_after_message, closes_when_the_client_has_finished
# fails: prints_the_address_of_each_client, prints_what_it_received, stops_on_interrupt
# fails: starts_again_at_once, survives_a_reset, survives_a_client_that_says_nothing, forgets_no_socket
# fails: echoes_a_long_message, echoes_single_bytes, echoes_binary_data, answers_after_a_half_close
# fails: rests_while_nobody_asks, does_not_grow
# Written for Python 2.

import socket

HOST = "127.0.0.1"
PORT = 61111

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((HOST, PORT))
s.listen(5)

try:
    while True:
        conn, addr = s.accept()
        print "Connected by", addr
        try:
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                print "Received from client", repr(data)
                conn.sendall(data)
        except ConnectionError as e:
            print "client lost:", e
        conn.close()
except KeyboardInterrupt:
    print "bye"
s.close()
