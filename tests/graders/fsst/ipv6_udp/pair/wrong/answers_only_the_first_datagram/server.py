# fails: understand_each_other, survive_what_comes_twice, say_that_an_answer_was_lost
# There is no loop.

import socket

ADRESSE = ("::1", 61111)

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as sock:
    sock.bind(ADRESSE)
    try:
        if True:
            data, sender = sock.recvfrom(65535)
            print("Received from", sender, data)
            sock.sendto(data, sender)
    except KeyboardInterrupt:
        print("Ende")
