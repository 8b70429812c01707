# fails: ends_after_its_client, ends_after_a_client_that_sends_nothing
# The variable has another name: NameError in the last line.
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
        if not data:
            break
        conn.sendall(data)
    connection.close()
except ConnectionError as e:
    sys.exit("lost the client: %s" % e)
except KeyboardInterrupt:
    sys.exit("interrupted")
