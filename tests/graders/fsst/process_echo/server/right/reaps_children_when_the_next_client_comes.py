import os
import signal
import socket


def serve(conn, addr):
    print("Connected by", addr)
    try:
        while data := conn.recv(1024):
            print("Received from client", data)
            conn.sendall(data)
    except ConnectionError as e:
        print(e)


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


listener = socket.create_server(("127.0.0.1", 61111))
try:
    while True:
        conn, addr = listener.accept()
        reap()
        if os.fork() == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            listener.close()
            serve(conn, addr)
            conn.close()
            os._exit(0)
        conn.close()
except KeyboardInterrupt:
    pass
