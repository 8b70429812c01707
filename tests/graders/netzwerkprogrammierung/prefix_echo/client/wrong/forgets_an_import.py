# fails: connects_to_the_documented_address, sends_the_text, shows_the_answer, ends_after_the_answer
# fails: labels_the_answer, says_that_the_server_is_absent, waits_for_a_slow_answer
# fails: puts_an_answer_in_pieces_together, shows_an_answer_that_is_not_text, says_that_there_is_no_answer
# fails: says_that_the_server_has_crashed
import sys

SERVER = ("127.0.0.1", 8181)

try:
    client = socket.socket()
    client.connect(SERVER)
    client.sendall("Hallo Server".encode("utf8"))
    answer = b""
    while True:
        data = client.recv(1024)
        if not data:
            break
        answer += data
    client.close()
except OSError as error:
    sys.exit("Fehler: " + str(error))

if not answer:
    sys.exit("Fehler: keine Antwort")
print("Client received from server:", answer)
