import multiprocessing
import socket


def serve(conn, addr):
    print("Connected by", addr, flush=True)
    while data := conn.recv(4096):
        print("Received from client", data, flush=True)
        conn.sendall(data)
    conn.close()


if __name__ == "__main__":
    multiprocessing.set_start_method("forkserver")
    with socket.create_server(("127.0.0.1", 61111)) as server:
        while True:
            conn, addr = server.accept()
            multiprocessing.Process(target=serve, args=(conn, addr)).start()
            conn.close()
