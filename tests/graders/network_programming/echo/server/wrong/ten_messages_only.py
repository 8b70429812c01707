# fails: echoes_message_after_message, echoes_messages_as_long_as_a_buffer, obeys_no_magic_word
# fails: echoes_a_long_message
# Until the client closes, and not for ten turns.
import socket
import sys

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12345))
s.listen(1)
try:
    conn, addr = s.accept()
    print('Connected by', addr)
    for _ in range(10):
        data = conn.recv(1024)
        if not data: break
        conn.sendall(data)
    conn.close()
except ConnectionError as e:
    sys.exit("lost the client: %s" % e)
except KeyboardInterrupt:
    sys.exit("interrupted")
