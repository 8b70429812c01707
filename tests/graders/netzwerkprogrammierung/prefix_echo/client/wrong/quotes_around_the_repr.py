# fails: labels_the_answer
# repr() hat schon Anführungszeichen.
import socket
import sys

SERVER = ("127.0.0.1", 8181)

try:
    with socket.create_connection(SERVER) as client:
        client.sendall(b"Hallo Server")
        answer = b""
        while part := client.recv(1024):
            answer += part
except OSError as error:
    sys.exit("Fehler: " + str(error))

if not answer:
    sys.exit("Fehler: keine Antwort")
print(f"Client received from server: {str(answer)!r}")
