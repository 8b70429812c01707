# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, ends_after_its_client, waits_for_its_client
# fails: echoes_a_long_message, echoes_single_bytes, echoes_binary_data, answers_after_a_half_close
# fails: ends_after_a_reset, ends_after_a_client_that_does_not_wait
# sendall() wil bytes: TypeError bij het eerste bericht.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
        with conn:
            print(f"Connected by {addr}")
            while True:
                data = conn.recv(1024)
                if not data:
                    break
                conn.sendall(data.decode("latin-1"))
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
