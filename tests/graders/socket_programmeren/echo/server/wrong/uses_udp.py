# fails: listens_at_the_documented_address, echoes_a_message, echoes_blanks_and_line_ends
# fails: echoes_message_after_message, echoes_messages_as_long_as_a_buffer, obeys_no_magic_word
# fails: waits_for_a_silent_client, closes_when_the_client_has_finished, ends_after_its_client
# fails: waits_for_its_client, prints_the_address_of_its_client, stops_on_interrupt, starts_again_at_once
# fails: rests_while_nobody_asks, echoes_a_long_message, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, ends_after_a_client_that_sends_nothing, ends_after_a_reset
# fails: ends_after_a_client_that_does_not_wait
# SOCK_DGRAM is UDP.
import socket

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as srv:
        srv.bind((HOST, PORT))
        while True:
            data, addr = srv.recvfrom(1024)
            print(f"Connected by {addr}")
            if not data:
                break
            srv.sendto(data, addr)
except KeyboardInterrupt:
    print("gestopt")
