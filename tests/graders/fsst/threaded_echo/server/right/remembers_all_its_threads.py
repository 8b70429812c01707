import socket
import threading

threads = []


def echo(conn, addr):
    print("Connected by", addr)
    with conn:
        try:
            while data := conn.recv(1024):
                print("Received from client", data)
                conn.sendall(data)
        except ConnectionError as e:
            print(addr, e)


server = socket.create_server(("127.0.0.1", 61111))
try:
    while True:
        thread = threading.Thread(target=echo, args=server.accept(), daemon=True)
        thread.start()
        threads.append(thread)
except KeyboardInterrupt:
    print("served", len(threads), "clients,", sum(t.is_alive() for t in threads), "still there")
