import argparse
import socket

parser = argparse.ArgumentParser(description="echo-server voor een client")
parser.add_argument("--host", default="0.0.0.0")
parser.add_argument("--port", type=int, default=65432)
parser.add_argument("--buffer", type=int, default=1024)
args = parser.parse_args()

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as srv:
    srv.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    srv.bind((args.host, args.port))
    srv.listen()
    print("Server luistert op %s:%d" % (args.host, args.port))
    conn, (ip, poort) = srv.accept()
    with conn:
        print("Verbonden met %s, poort %d" % (ip, poort))
        buffer = bytearray(args.buffer)
        while (n := conn.recv_into(buffer)) > 0:
            conn.sendall(memoryview(buffer)[:n])
print("De client heeft de verbinding gesloten, tot ziens")
