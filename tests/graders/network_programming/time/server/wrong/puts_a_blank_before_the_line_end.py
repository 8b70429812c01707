# fails: ends_the_line_with_cr_lf
# print() puts a blank between its arguments.
import io
import socket
import time

with socket.create_server((socket.gethostname(), 9999)) as server:
    try:
        while True:
            client, addr = server.accept()
            with client:
                print("Got a connection from", addr)
                line = io.StringIO()
                print(time.ctime(), "\r\n", end="", file=line)
                try:
                    client.sendall(line.getvalue().encode("ascii"))
                except ConnectionError:
                    print("lost", addr)
    except KeyboardInterrupt:
        pass
