# fails: ends_after_the_answer, shows_an_answer_that_is_not_text
# Goes on asking; the document's client says one sentence.
import socket
import sys

message = b'Hello, world'
try:
    with socket.create_connection((socket.gethostname(), 12345)) as s:
        while True:
            s.sendall(message)
            data = b''
            while len(data) < len(message):
                part = s.recv(1024)
                if not part:
                    sys.exit("incomplete answer")
                data += part
            print('Received', repr(data))
            message = input('next: ').encode()
except OSError as e:
    sys.exit("no echo: %s" % e)
