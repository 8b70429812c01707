import argparse
import socket

parser = argparse.ArgumentParser()
parser.add_argument("host", nargs="?", default=socket.gethostname())
parser.add_argument("port", nargs="?", type=int, default=9999)
args = parser.parse_args()

try:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.connect((args.host, args.port))
    answer = ""
    while not answer.endswith("\n"):
        part = sock.recv(1024).decode("ascii")
        if not part:
            break
        answer += part
    sock.close()
    print("The time got from the server is %s" % answer.rstrip("\r\n"))
except socket.error as e:
    print("Socket error:", e)
