# fails: shows_the_answer, labels_the_answer, waits_for_a_slow_answer, puts_an_answer_in_pieces_together
# fails: shows_an_answer_that_is_not_text
import socket
import sys

SERVER = ("127.0.0.1", 8181)

try:
    client = socket.socket()
    client.connect(SERVER)
    client.sendall("Hallo Server".encode("utf8"))
    answer = client.recv(16)
    client.close()
except OSError as error:
    sys.exit("Fehler: " + str(error))

if not answer:
    sys.exit("Fehler: keine Antwort")
print("Client received from server:", answer)
