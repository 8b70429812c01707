# fails: ends_after_its_client, ends_after_a_client_that_sends_nothing, ends_after_a_reset
# fails: ends_after_a_client_that_does_not_wait
# Neemt na de eerste client gewoon de volgende aan, en eindigt nooit.
import socket

HOST = "127.0.0.1"
PORT = 65432

try:
    with socket.create_server((HOST, PORT)) as srv:
        while True:
            conn, addr = srv.accept()
            with conn:
                print(f"Connected by {addr}")
                try:
                    while True:
                        data = conn.recv(1024)
                        if not data:
                            break
                        conn.sendall(data)
                except ConnectionError:
                    print("client weg")
except KeyboardInterrupt:
    print("gestopt")
