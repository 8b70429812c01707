# leest byte voor byte; traag, maar goed
import socket

with socket.create_server(("127.0.0.1", 65432)) as srv:
    conn, addr = srv.accept()
    print("Connected by " + str(addr))
    try:
        while True:
            b = conn.recv(1)
            if not b:
                break
            conn.send(b)
    finally:
        conn.shutdown(socket.SHUT_RDWR)
        conn.close()
