import queue
import socket
import threading

MOST = 60
jobs = queue.Queue()
workers = []


def work():
    while True:
        conn, addr = jobs.get()
        print("Connected by", addr)
        try:
            while data := conn.recv(1024):
                print("Received from client", data)
                conn.sendall(data)
        except ConnectionError as e:
            print(e)
        finally:
            conn.close()
        del conn


listener = socket.create_server(("127.0.0.1", 61111))
try:
    while True:
        jobs.put(listener.accept())
        if len(workers) < MOST:
            workers.append(threading.Thread(target=work, daemon=True))
            workers[-1].start()
except KeyboardInterrupt:
    pass
