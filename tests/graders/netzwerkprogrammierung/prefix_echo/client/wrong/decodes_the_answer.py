# fails: labels_the_answer, shows_an_answer_that_is_not_text
import socket
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
print("Client received from server:", answer.decode("utf8"))
