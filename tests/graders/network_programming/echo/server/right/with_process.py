import multiprocessing
import socket


def serve(conn):
    while True:
        data = conn.recv(1024)
        if not data:
            break
        conn.sendall(data)
    conn.close()


if __name__ == "__main__":
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("", 12345))
    s.listen(1)
    conn, addr = s.accept()
    print("Connected by", addr)
    p = multiprocessing.get_context("fork").Process(target=serve, args=(conn,))
    p.start()
    conn.close()
    p.join()
