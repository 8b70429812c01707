import logging
import socket

logging.basicConfig(level=logging.DEBUG)

HOST = "0.0.0.0"
PORT = 50000

server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
server.bind((HOST, PORT))
server.listen(1)
logging.info("Server laeuft auf %s:%d", HOST, PORT)
while True:
    client, addr = server.accept()
    logging.info("Neuer Client: %s", addr)
    while True:
        try:
            text = client.recv(1024).decode()
        except OSError as e:
            logging.error("%s", e)
            break
        if text == "":
            logging.info("Client weg")
            break
        logging.info("[%s] %s", addr[0], text)
        client.send(input("Antwort eingeben: ").encode())
    client.close()
