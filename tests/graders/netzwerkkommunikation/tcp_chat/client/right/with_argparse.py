import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("ip", nargs="?")
parser.add_argument("port", nargs="?", type=int, default=50000)
args = parser.parse_args()

ip = args.ip if args.ip else input("IP-Adresse: ")
sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
sock.settimeout(60)
sock.connect((ip, args.port))
try:
    while True:
        text = input("Nachricht: ")
        sock.sendall(text.encode())
        print("[%s] %s" % (ip, sock.recv(65536).decode()))
except EOFError:
    pass
finally:
    sock.close()
