import multiprocessing
import socket


def server(ready):
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("127.0.0.1", 8181))
    s.listen(5)
    ready.set()
    print("Waiting for connection")
    c, addr = s.accept()
    print("Client connected from", addr)
    data = c.recv(128)
    print("Received:", data)
    c.sendall(("SERVER RECEIVED: " + data.decode()).encode())
    c.close()
    s.close()
    print("finished")


if __name__ == "__main__":
    ready = multiprocessing.Event()
    p = multiprocessing.Process(target=server, args=(ready,))
    p.start()
    ready.wait()
    k = socket.socket()
    k.connect(("127.0.0.1", 8181))
    k.sendall(b"Hallo Server")
    print("Client received from server:", k.recv(1024))
    k.close()
    p.join()
