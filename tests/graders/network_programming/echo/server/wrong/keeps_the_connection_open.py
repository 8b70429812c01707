# fails: closes_when_the_client_has_finished, ends_after_its_client
# fails: ends_after_a_client_that_sends_nothing
# Looks for the next client with the connection to the first still open.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12345))
s.listen(1)
try:
    conn, addr = s.accept()
    print('Connected by', addr)
    while True:
        data = conn.recv(1024)
        if data:
            conn.sendall(data)
        else:
            conn2, addr2 = s.accept()
            print('Connected by', addr2)
            conn = conn2
except ConnectionError as e:
    sys.exit("lost the client: %s" % e)
except KeyboardInterrupt:
    sys.exit("interrupted")
