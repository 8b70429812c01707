# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, serves_client_after_client, waits_for_the_next_client
# fails: echoes_a_long_message, echoes_single_bytes, echoes_binary_data, answers_after_a_half_close
# fails: survives_a_reset, survives_a_client_that_does_not_wait, survives_a_client_that_says_nothing
# fails: forgets_no_socket, does_not_grow
# Prints the message and forgets to send it back.

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
        print("Connected by", addr)
        try:
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                print("Received from client", repr(data))
        except ConnectionError as e:
            print("client lost:", e)
        conn.close()
except KeyboardInterrupt:
    print("bye")
s.close()
