# read1() gives what is there, like recv(); other wording, and it keeps its own statistics
import socket
import sys

srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
srv.bind(("127.0.0.1", 61111))
srv.listen(0)
total = 0
while True:
    sys.stdout.write("waiting for a client... ")
    conn, (ip, port) = srv.accept()
    sys.stdout.write("got " + ip + "\n")
    with conn, conn.makefile("rwb") as stream:
        while True:
            block = stream.read1(512)
            if not block:
                break
            total += len(block)
            stream.write(block)
            stream.flush()
    sys.stdout.write(str(total) + " bytes so far\n")
