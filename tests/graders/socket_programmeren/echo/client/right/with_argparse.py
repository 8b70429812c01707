import argparse
import logging
import socket

parser = argparse.ArgumentParser()
parser.add_argument("host", nargs="?", default="127.0.0.1")
parser.add_argument("port", nargs="?", type=int, default=65432)
parser.add_argument("-b", "--bericht", default="Hello, world")
opties = parser.parse_args()

logging.basicConfig(level=logging.INFO)
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.connect((opties.host, opties.port))
    logging.info("verbonden")
    s.sendall(bytes(opties.bericht, "ascii"))
    data = s.recv(len(opties.bericht), socket.MSG_WAITALL)
    logging.info("Received %r", data)
