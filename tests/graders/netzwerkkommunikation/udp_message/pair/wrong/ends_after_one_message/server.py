# fails: bring_a_message, survive_a_message_that_comes_twice
# No loop: it receives once and is done.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
try:
    s.bind(("", 50000))
    daten, addr = s.recvfrom(1024)
    print("[{}] {}".format(addr[0], daten.decode(errors="replace")))
except KeyboardInterrupt:
    pass
finally:
    s.close()
