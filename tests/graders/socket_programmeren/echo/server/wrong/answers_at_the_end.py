# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, waits_for_its_client, echoes_a_long_message
# fails: echoes_single_bytes, echoes_binary_data, ends_after_a_reset
# Verzamelt alles tot de client klaar is, en antwoordt dan pas.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
    with conn:
        print(f"Connected by {addr}")
        alles = b""
        while True:
            data = conn.recv(1024)
            if not data:
                break
            alles += data
        conn.sendall(alles)
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
