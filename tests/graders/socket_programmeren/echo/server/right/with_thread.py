import socket
import threading


def bedien(conn, addr):
    print("Connected by", addr)
    with conn:
        while True:
            data = conn.recv(1024)
            if len(data) == 0:
                return
            conn.sendall(data)


srv = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
srv.bind(("localhost", 65432))
srv.listen()
t = threading.Thread(target=bedien, args=srv.accept())
t.start()
t.join()
srv.close()
