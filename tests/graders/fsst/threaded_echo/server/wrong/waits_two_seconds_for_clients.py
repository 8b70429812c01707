# fails: answers_the_client_that_asked, waits_for_a_silent_client, waits_for_the_next_client
# fails: serves_the_others_while_one_does_not_read, gives_each_client_its_own_bytes
# If nobody comes for two seconds, nobody will any more.

import socket
import threading


def handle(client, address):
    with client:
        print("Connected by", address)
        try:
            while data := client.recv(1024):
                print("Received from client", data)
                client.sendall(data)
        except ConnectionError:
            print("lost", address)


server = socket.create_server(("127.0.0.1", 61111))
server.settimeout(2)
try:
    while True:
        client, address = server.accept()
        client.settimeout(None)
        threading.Thread(target=handle, args=(client, address), daemon=True).start()
except TimeoutError:
    print("no more clients")
except KeyboardInterrupt:
    print("bye")
