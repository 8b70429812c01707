# fails: listens_at_the_documented_address, echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: closes_when_the_client_has_finished, ends_after_its_client, prints_the_address_of_its_client
# fails: stops_on_interrupt, starts_again_at_once, ends_after_a_client_that_sends_nothing
# fails: ends_after_a_reset, echoes_a_long_message, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, can_be_reached_from_other_machines, rests_while_nobody_asks
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
