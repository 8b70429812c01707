import socket
import sys

PORT = 12345


def make_listener():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("0.0.0.0", PORT))
        listener.listen(1)
    except OSError as msg:
        listener.close()
        print("could not open socket:", msg)
        sys.exit(1)
    return listener


def echo_until_closed(conn):
    count = 0
    while True:
        chunk = conn.recv(8192)
        if not chunk:
            return count
        conn.sendall(chunk)
        count += len(chunk)


def main():
    listener = make_listener()
    conn, addr = listener.accept()
    listener.close()
    print("Connected by", addr)
    try:
        print("echoed", echo_until_closed(conn), "bytes")
    except ConnectionResetError:
        print("client reset the connection")
    finally:
        conn.close()


main()
