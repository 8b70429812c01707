# fails: answers_with_the_prefix_and_the_text, takes_in_a_message_of_128_bytes
# fails: ends_after_one_client, waits_for_its_client, prints_what_it_received
# fails: says_that_it_has_finished, closes_after_the_answer, keeps_umlauts
# fails: keeps_blanks_at_the_ends, obeys_no_magic_word, waits_for_the_rest_of_a_character
# fails: answers_what_is_not_text
import socket

SERVER = ("127.0.0.1", 8181)


def read_text(client):
    line = client.makefile("r", encoding="utf-8", errors="replace").readline()
    print("Received:", line)
    return line


def run_server():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(SERVER)
    server.listen(5)
    print("Waiting for connection")
    client, address = server.accept()
    print("Client connected from", address)
    text = read_text(client)
    answer = "SERVER RECEIVED: " + text
    client.sendall(answer.encode("utf-8"))
    client.close()
    server.close()
    print("finished")


try:
    run_server()
except KeyboardInterrupt:
    print("stopped")
