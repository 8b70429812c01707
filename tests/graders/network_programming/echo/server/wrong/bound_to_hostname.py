# fails: can_be_reached_from_other_machines, stops_on_interrupt, starts_again_at_once, ends_after_a_reset
# fails: ends_after_a_client_that_does_not_wait
import socket

host = socket.gethostname()
port = 12345
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((host, port))
s.listen(5)
conn, addr = s.accept()
print("Connected by %s" % str(addr))
try:
    while True:
        data = conn.recv(1024)
        if not data: break
        conn.sendall(data)
finally:
    conn.close()
    s.close()
