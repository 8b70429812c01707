import socket
import threading
import time


def worker(sock, peer):
    print("Connected by %s:%d" % peer)
    try:
        while True:
            block = sock.recv(1024)
            if not block:
                break
            print("Received from client %r" % block)
            time.sleep(0.05)
            sock.sendall(block)
    except OSError as problem:
        print(peer, problem)
    finally:
        sock.close()


def main():
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 61111))
    listener.listen(50)
    while True:
        sock, peer = listener.accept()
        threading.Thread(target=worker, args=(sock, peer), daemon=True).start()


try:
    main()
except KeyboardInterrupt:
    pass
