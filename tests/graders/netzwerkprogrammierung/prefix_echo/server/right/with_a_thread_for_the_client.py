import socket
import threading

HOST, PORT = "127.0.0.1", 8181


def handle_client(conn, addr):
    with conn:
        data = conn.recv(128)
        print(addr, "->", data)
        conn.sendall("SERVER RECEIVED: ".encode() + data)


def main():
    with socket.socket() as s:
        s.bind((HOST, PORT))
        s.listen(5)
        conn, addr = s.accept()
        t = threading.Thread(target=handle_client, args=(conn, addr))
        t.start()
        t.join()


main()
