import logging
import os
import socket
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
logging.basicConfig(
    filename=os.path.join(HERE, "server.log"),
    level=logging.INFO,
    format="%(asctime)s %(threadName)s %(message)s",
)


def echo(conn, addr):
    logging.info("Connected by %s", addr)
    with conn:
        while data := conn.recv(1024):
            logging.info("Received from client %r", data)
            conn.sendall(data)


with socket.create_server(("127.0.0.1", 61111)) as listener:
    while True:
        threading.Thread(target=echo, args=listener.accept(), daemon=True).start()
