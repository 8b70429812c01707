# fails: says_that_the_server_is_absent, says_that_there_is_no_answer
# fails: says_that_the_server_has_crashed
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
    print("Fehler:", error)
    sys.exit()

if not answer:
    print("Fehler: keine Antwort")
    sys.exit()
print("Client received from server:", answer)
