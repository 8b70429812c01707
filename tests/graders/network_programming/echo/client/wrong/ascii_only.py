# fails: shows_an_answer_that_is_not_text
# Shows the bytes in the end, but decodes them on the way.
import socket
import sys

MESSAGE = 'Hello, world'

try:
    with socket.create_connection((socket.gethostname(), 12345)) as s:
        s.sendall(MESSAGE.encode('ascii'))
        text = ''
        while len(text) < len(MESSAGE):
            part = s.recv(1024)
            if not part:
                sys.exit("incomplete answer")
            text += part.decode('ascii')
except OSError as e:
    sys.exit("no echo: %s" % e)
print('Received', repr(text.encode('ascii')))
