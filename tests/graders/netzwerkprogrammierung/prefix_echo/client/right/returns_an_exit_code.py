import socket
import sys

HOST, PORT = "127.0.0.1", 8181


def main():
    client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    teile = []
    try:
        client.connect((HOST, PORT))
        client.sendall("Hallo Server".encode("utf-8"))
        while True:
            teil = client.recv(128)
            if not teil:
                break
            teile.append(teil)
    except OSError as fehler:
        print(f"Fehler: {fehler}", file=sys.stderr)
        return 1
    finally:
        client.close()
    if not teile:
        print("Der Server hat nicht geantwortet", file=sys.stderr)
        return 2
    print(f"Client received from server: {b''.join(teile)}")
    return 0


sys.exit(main())
