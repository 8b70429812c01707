# fails: shows_the_answer, labels_the_answer, shows_the_answer_as_bytes, waits_for_a_slow_answer
# fails: puts_an_answer_in_pieces_together
import socket
import sys

MESSAGE = b'Hello, world'


def echo(message):
    with socket.create_connection((socket.gethostname(), 12345)) as s:
        s.sendall(message)
        data = b''
        while len(data) < len(message):
            part = s.recv(1024)
            if not part:
                sys.exit("incomplete answer")
            data += part
    return 'Received ' + repr(data)


try:
    echo(MESSAGE)
except OSError as e:
    sys.exit("no echo: %s" % e)
