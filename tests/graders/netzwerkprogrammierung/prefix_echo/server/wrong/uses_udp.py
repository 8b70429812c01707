# fails: listens_at_the_documented_address, answers_with_the_prefix_and_the_text
# fails: takes_in_a_message_of_128_bytes, ends_after_one_client, waits_for_its_client
# fails: prints_who_has_connected, prints_what_it_received, says_that_it_has_finished
# fails: stops_on_interrupt, starts_again_at_once, rests_while_nobody_asks, closes_after_the_answer
# fails: keeps_umlauts, keeps_blanks_at_the_ends, obeys_no_magic_word
# fails: waits_for_the_rest_of_a_character, answers_what_is_not_text
# fails: ends_when_the_client_says_nothing
import socket

SERVER = ("127.0.0.1", 8181)

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(SERVER)
print("Waiting for connection")
try:
    data, address = server.recvfrom(128)
    print("Client connected from", address)
    print("Received:", data)
    text = data.decode("utf-8", errors="replace")
    server.sendto(("SERVER RECEIVED: " + text).encode("utf-8"), address)
    print("finished")
except KeyboardInterrupt:
    print("stopped")
server.close()
