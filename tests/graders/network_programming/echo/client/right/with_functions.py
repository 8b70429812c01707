import socket
import sys

HOST = socket.gethostname()
PORT = 12345


def recv_all(sock, n):
    chunks = []
    while n > 0:
        chunk = sock.recv(n)
        if chunk == b"":
            raise RuntimeError("socket connection broken")
        chunks.append(chunk)
        n -= len(chunk)
    return b"".join(chunks)


def main():
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.connect((HOST, PORT))
    except ConnectionRefusedError:
        print("is the server running?", file=sys.stderr)
        return 1
    msg = "Hello, world"
    sock.sendall(msg.encode())
    print("Received", repr(recv_all(sock, len(msg))))
    sock.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
