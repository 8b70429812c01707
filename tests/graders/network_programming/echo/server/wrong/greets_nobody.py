# fails: ends_after_a_client_that_sends_nothing
# Looks into the first message without asking whether there is one: IndexError.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12345))
s.listen(1)
try:
    conn, addr = s.accept()
    print('Connected by', addr)
    data = conn.recv(1024)
    print('First byte:', data[0])
    while data:
        conn.sendall(data)
        data = conn.recv(1024)
    conn.close()
except ConnectionError as e:
    sys.exit("lost the client: %s" % e)
except KeyboardInterrupt:
    sys.exit("interrupted")
