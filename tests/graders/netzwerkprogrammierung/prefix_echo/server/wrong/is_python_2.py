# fails: listens_at_the_documented_address, answers_with_the_prefix_and_the_text
# fails: takes_in_a_message_of_128_bytes, ends_after_one_client, waits_for_its_client
# fails: says_that_it_waits, prints_who_has_connected, prints_what_it_received
# fails: says_that_it_has_finished, stops_on_interrupt, starts_again_at_once
# fails: rests_while_nobody_asks, closes_after_the_answer, keeps_umlauts, keeps_blanks_at_the_ends
# fails: obeys_no_magic_word, waits_for_the_rest_of_a_character, answers_what_is_not_text
# fails: ends_when_the_client_says_nothing
import socket

SERVER = ("127.0.0.1", 8181)

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(SERVER)
server.listen(5)
print "Waiting for connection"
client, address = server.accept()
print "Client connected from", address
data = client.recv(128)
print "Received:", repr(data)
client.sendall("SERVER RECEIVED: " + data)
client.close()
server.close()
print "finished"
