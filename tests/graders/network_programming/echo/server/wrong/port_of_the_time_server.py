# fails: listens_at_the_documented_address
# Took the port of the other example.
import socket
import sys

host = ''
port = 9999


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind((host, port))
    s.listen(5)
    conn, addr = s.accept()
    print("Connected by %s" % str(addr))
    with conn:
        while True:
            data = conn.recv(1024)
            if not data:
                break
            conn.sendall(data)
    s.close()


try:
    main()
except ConnectionError as e:
    sys.exit("lost the client: %s" % e)
except KeyboardInterrupt:
    print("interrupted")
