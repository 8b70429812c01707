# fails: closes_when_the_client_has_finished, ends_after_its_client
# fails: ends_after_a_client_that_sends_nothing
# Wacht aan het einde op Enter, met de verbinding nog open.
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432

try:
    srv = socket.create_server((HOST, PORT))
    conn, addr = srv.accept()
    print(f"Connected by {addr}")
    while True:
        data = conn.recv(1024)
        if not data:
            break
        conn.sendall(data)
    input("Client is klaar, druk op Enter om te stoppen")
    conn.close()
    srv.close()
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
