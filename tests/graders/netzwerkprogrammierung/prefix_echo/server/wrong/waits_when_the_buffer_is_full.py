# fails: takes_in_a_message_of_128_bytes, waits_for_the_rest_of_a_character
# 128 Bytes sind erlaubt; danach kommt nichts mehr.
import socket

server = socket.create_server(("127.0.0.1", 8181))
print("Waiting for connection")
try:
    client, address = server.accept()
    print("Client connected from", address)
    data = b""
    while True:
        part = client.recv(128)
        print("Received:", part)
        data += part
        if len(part) < 128:
            break
    client.sendall(b"SERVER RECEIVED: " + data)
    client.close()
    server.close()
    print("finished")
except KeyboardInterrupt:
    print("stopped")
