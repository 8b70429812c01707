# fails: keeps_blanks_at_the_ends
# Tidies up what is the client's own.
import codecs
import socket

decoder = codecs.getincrementaldecoder("utf-8")("replace")
try:
    with socket.create_server(("127.0.0.1", 8181)) as server:
        print("Waiting for connection")
        client, address = server.accept()
        print("Client connected from", address)
        text = ""
        with client:
            while data := client.recv(128):
                print("Received:", data)
                text += decoder.decode(data)
                if not decoder.getstate()[0]:
                    break
            client.sendall(("SERVER RECEIVED: " + text.strip()).encode())
    print("finished")
except KeyboardInterrupt:
    pass
