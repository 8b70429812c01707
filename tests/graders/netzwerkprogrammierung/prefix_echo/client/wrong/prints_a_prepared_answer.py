# fails: shows_the_answer, labels_the_answer, waits_for_a_slow_answer, puts_an_answer_in_pieces_together
# fails: shows_an_answer_that_is_not_text, says_that_there_is_no_answer, says_that_the_server_has_crashed
import socket
import sys

SERVER = ("127.0.0.1", 8181)

try:
    client = socket.socket()
    client.connect(SERVER)
    client.sendall("Hallo Server".encode("utf8"))
    answer = b"SERVER RECEIVED: Hallo Server"
    client.close()
except OSError as error:
    sys.exit("Fehler: " + str(error))

if not answer:
    sys.exit("Fehler: keine Antwort")
print("Client received from server:", answer)
