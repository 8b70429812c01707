import logging
import socket
from concurrent.futures import ThreadPoolExecutor

logging.basicConfig(level=logging.INFO, format="%(threadName)s %(message)s")
HOST, PORT = "127.0.0.1", 8181


def serve(listener):
    conn, addr = listener.accept()
    with conn, listener:
        logging.info("connected from %s", addr)
        data = conn.recv(128)
        conn.sendall(b"SERVER RECEIVED: " + data)
    return data


def main():
    listener = socket.create_server((HOST, PORT))
    with ThreadPoolExecutor() as pool:
        future = pool.submit(serve, listener)
        with socket.create_connection((HOST, PORT)) as client:
            client.sendall(b"Hallo Server")
            logging.info("answer %r", client.recv(1024))
        logging.info("server had %r", future.result())


if __name__ == "__main__":
    main()
