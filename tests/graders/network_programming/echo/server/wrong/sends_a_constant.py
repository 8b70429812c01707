# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, waits_for_its_client, echoes_a_long_message
# fails: echoes_single_bytes, echoes_binary_data, answers_after_a_half_close, ends_after_a_reset
# Works with the client of the document, and with no other.
import socket
import sys

try:
    with socket.create_server(("", 12345)) as s:
        conn, addr = s.accept()
        with conn:
            print("Connected by", addr)
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(b"Hello, world")
except ConnectionError as e:
    sys.exit(f"lost the client: {e}")
except KeyboardInterrupt:
    print("interrupted")
