import logging
import socket

logging.basicConfig(filename="echo.log", level=logging.INFO, format="%(asctime)s %(message)s")

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("127.0.0.1", 61111))
    s.listen()
    while True:
        conn, addr = s.accept()
        logging.info("Connected by %s", addr)
        with conn:
            while data := conn.recv(1024):
                logging.info("Received from client %r", data)
                conn.sendall(data)
