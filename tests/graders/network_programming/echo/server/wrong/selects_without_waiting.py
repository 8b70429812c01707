# fails: rests_while_nobody_asks
# A time-out of 0 means: look, and do not wait.
import select
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12345))
s.listen(1)
try:
    conn, addr = s.accept()
    s.close()
    print('Connected by', addr)
    while True:
        ready, _, _ = select.select([conn], [], [], 0)
        if ready:
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(data)
    conn.close()
except ConnectionError as e:
    sys.exit("lost the client: %s" % e)
except KeyboardInterrupt:
    sys.exit("interrupted")
