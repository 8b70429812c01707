# fails: puts_an_answer_in_pieces_together
# TCP may deliver an answer in pieces
import socket
import sys

SERVER = ("127.0.0.1", 8181)

try:
    client = socket.socket()
    client.connect(SERVER)
    client.sendall("Hallo Server".encode("utf8"))
    answer = client.recv(1024)
    client.close()
except OSError as error:
    sys.exit("Fehler: " + str(error))

if not answer:
    sys.exit("Fehler: keine Antwort")
print("Client received from server:", answer)
