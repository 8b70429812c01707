# fails: says_that_there_is_no_answer
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

print("Client received from server:", answer)
