# fails: obeys_no_magic_word
# Who talks to a server by nc may want to leave; but that is the client's affair.
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
                if text in ("quit", "exit") or not decoder.getstate()[0]:
                    break
            if text not in ("quit", "exit"):
                client.sendall(("SERVER RECEIVED: " + text).encode())
    print("finished")
except KeyboardInterrupt:
    pass
