# fails: understand_each_other, end_together, understand_single_bytes, understand_what_comes_late, carry_a_long_line
import socket

with socket.socket(socket.AF_INET6) as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("::1", 61111))
    s.listen()
    while True:
        conn, addr = s.accept()
        with conn, conn.makefile("rwb") as file:
            print("Connected by", addr)
            for line in file:
                print("Received from client", line)
                file.write(line)
                file.flush()
