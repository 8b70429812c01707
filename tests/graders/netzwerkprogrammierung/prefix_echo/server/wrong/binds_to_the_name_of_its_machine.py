# fails: listens_at_the_documented_address
# Der Name eines Rechners steht oft für 127.0.1.1, und der Client sucht 127.0.0.1.
import codecs
import socket

with socket.create_server((socket.gethostname(), 8181)) as server:
    print("Waiting for connection")
    try:
        client, address = server.accept()
        print("Client connected from", address)
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        text = ""
        with client:
            while data := client.recv(128):
                print("Received:", data)
                text += decoder.decode(data)
                if not decoder.getstate()[0]:
                    break
            client.sendall(("SERVER RECEIVED: " + text).encode())
        print("finished")
    except KeyboardInterrupt:
        print("stopped")
