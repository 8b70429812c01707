# fails: listens_at_the_documented_address, echoes_a_message, echoes_blanks_and_line_ends, echoes_message_after_message
# fails: closes_when_the_client_has_finished, ends_after_its_client, prints_the_address_of_its_client
# fails: stops_on_interrupt, starts_again_at_once, ends_after_a_client_that_sends_nothing
# fails: ends_after_a_reset, echoes_a_long_message, echoes_single_bytes, echoes_binary_data
# fails: answers_after_a_half_close, can_be_reached_from_other_machines, rests_while_nobody_asks
# The print statement of Python 2.
import socket

host = ''
port = 12345
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((host, port))
s.listen(1)
conn, addr = s.accept()
print 'Connected by', addr
while True:
    data = conn.recv(1024)
    if not data: break
    conn.sendall(data)
conn.close()
