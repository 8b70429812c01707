import socket
import threading

bereit = threading.Event()


def server():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 8181))
        s.listen(1)
        bereit.set()
        print("Server: Waiting for connection")
        c, addr = s.accept()
        with c:
            print("Server: connected from", addr)
            nachricht = c.recv(128).decode("utf8")
            print("Server: Received", nachricht)
            c.sendall(f"SERVER RECEIVED: {nachricht}".encode("utf8"))
        print("Server: finished")


def client():
    with socket.socket() as s:
        s.connect(("127.0.0.1", 8181))
        s.sendall("Hallo Server".encode("utf8"))
        print("Client received from server:", s.recv(1024))


t = threading.Thread(target=server)
t.start()
bereit.wait()
client()
t.join()
