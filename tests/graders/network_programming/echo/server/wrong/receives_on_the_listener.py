# fails: echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: echoes_messages_as_long_as_a_buffer, obeys_no_magic_word, waits_for_a_silent_client
# fails: closes_when_the_client_has_finished, ends_after_its_client, waits_for_its_client
# fails: rests_while_nobody_asks, echoes_a_long_message, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, ends_after_a_client_that_sends_nothing, ends_after_a_reset
# fails: ends_after_a_client_that_does_not_wait
# s is the socket that listens; the client is at the other end of conn.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12345))
s.listen(1)
try:
    conn, addr = s.accept()
    print('Connected by', addr)
    while True:
        data = s.recv(1024)
        if not data:
            break
        s.sendall(data)
    conn.close()
except ConnectionError as e:
    sys.exit("lost the client: %s" % e)
except KeyboardInterrupt:
    sys.exit("interrupted")
