# fails: answers_with_the_prefix_and_the_text, takes_in_a_message_of_128_bytes
# fails: waits_for_its_client, closes_after_the_answer, keeps_umlauts, keeps_blanks_at_the_ends
# fails: obeys_no_magic_word, waits_for_the_rest_of_a_character, answers_what_is_not_text
import codecs
import socket

SERVER = ("127.0.0.1", 8181)


def read_text(client):
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = ""
    while True:
        data = client.recv(128)
        if not data:
            return text + decoder.decode(b"", True)
        print("Received:", data)
        text += decoder.decode(data)
        if not decoder.getstate()[0]:
            return text


def run_server():
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(SERVER)
    server.listen(5)
    print("Waiting for connection")
    client, address = server.accept()
    print("Client connected from", address)
    text = read_text(client)
    answer = "SERVER RECEIVED: Hallo Server"
    client.sendall(answer.encode("utf-8"))
    client.close()
    server.close()
    print("finished")


try:
    run_server()
except KeyboardInterrupt:
    print("stopped")
