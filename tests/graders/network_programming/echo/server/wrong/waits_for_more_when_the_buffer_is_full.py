# fails: echoes_messages_as_long_as_a_buffer
# A message of 4096 bytes is whole, too.
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
        data = conn.recv(4096)
        while data and len(data) % 4096 == 0:
            data += conn.recv(4096)
        if not data: break
        conn.sendall(data)
    conn.close()
except ConnectionError as e:
    sys.exit("lost the client: %s" % e)
except KeyboardInterrupt:
    sys.exit("interrupted")
