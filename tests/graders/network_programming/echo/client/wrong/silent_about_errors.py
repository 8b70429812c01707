# fails: says_that_the_server_is_absent, says_that_there_is_no_answer
# fails: says_that_the_answer_is_cut_short, says_that_the_server_broke_off
# except: pass hides what went wrong.
import socket

MESSAGE = b'Hello, world'

try:
    with socket.create_connection((socket.gethostname(), 12345)) as s:
        s.sendall(MESSAGE)
        data = b''
        while len(data) < len(MESSAGE):
            part = s.recv(1024)
            if not part:
                raise EOFError
            data += part
    print('Received', repr(data))
except Exception:
    pass
