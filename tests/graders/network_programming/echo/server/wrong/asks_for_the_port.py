# fails: listens_at_the_documented_address, can_be_reached_from_other_machines, echoes_a_message
# fails: echoes_blanks_and_line_ends, echoes_message_after_message, echoes_messages_as_long_as_a_buffer
# fails: obeys_no_magic_word, waits_for_a_silent_client, closes_when_the_client_has_finished
# fails: ends_after_its_client, waits_for_its_client, prints_the_address_of_its_client, stops_on_interrupt
# fails: starts_again_at_once, rests_while_nobody_asks, echoes_a_long_message, echoes_single_bytes
# fails: echoes_binary_data, answers_after_a_half_close, ends_after_a_client_that_sends_nothing
# fails: ends_after_a_reset, ends_after_a_client_that_does_not_wait
# Never listens: it waits for somebody at the keyboard.
import socket
import sys

port = int(input("Port (12345): ") or 12345)
try:
    with socket.create_server(("", port)) as s:
        conn, addr = s.accept()
        with conn:
            print("Connected by", addr)
            while data := conn.recv(1024):
                conn.sendall(data)
except ConnectionError as e:
    sys.exit(f"lost the client: {e}")
except KeyboardInterrupt:
    print("interrupted")
