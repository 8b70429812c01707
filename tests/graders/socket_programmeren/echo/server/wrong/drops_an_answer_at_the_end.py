# fails: answers_after_a_half_close
# Kijkt eerst of de client al klaar is, en leest dan niet meer wat die nog gestuurd had.
import select
import socket
import sys

HOST = "127.0.0.1"
PORT = 65432


def bedien(conn):
    p = select.poll()
    p.register(conn, select.POLLIN | select.POLLRDHUP)
    while True:
        for _, event in p.poll():
            if event & select.POLLRDHUP:
                print("client is klaar")
                return
            conn.sendall(conn.recv(1024))


try:
    with socket.create_server((HOST, PORT)) as srv:
        conn, addr = srv.accept()
    with conn:
        print(f"Connected by {addr}")
        bedien(conn)
except ConnectionError as fout:
    sys.exit(f"client weg: {fout}")
except KeyboardInterrupt:
    print("gestopt")
