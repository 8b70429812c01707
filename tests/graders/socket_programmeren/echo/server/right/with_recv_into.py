import socket
import sys

HOST = "127.0.0.1"
PORT = 65432


def wacht_op_client():
    with socket.create_server((HOST, PORT)) as s:
        return s.accept()


def stuur_terug(conn):
    buffer = bytearray(1024)
    while True:
        aantal = conn.recv_into(buffer)
        if aantal == 0:
            break
        conn.sendall(buffer[:aantal])


try:
    conn, addr = wacht_op_client()
    print(f"Connected by {addr}")
    try:
        stuur_terug(conn)
    finally:
        conn.close()
except ConnectionError as fout:
    print("Verbinding verbroken:", fout, file=sys.stderr)
    sys.exit(1)
except KeyboardInterrupt:
    sys.exit(0)
