# fails: waits_for_a_slow_answer
# Ein langsames Netz braucht länger.
import socket
import sys

SERVER = ("127.0.0.1", 8181)

try:
    with socket.create_connection(SERVER, timeout=2) as client:
        client.sendall(b"Hallo Server")
        answer = b""
        while part := client.recv(1024):
            answer += part
except OSError as error:
    sys.exit("Fehler: " + str(error))

if not answer:
    sys.exit("Fehler: keine Antwort")
print("Client received from server:", answer)
