import argparse
import socket

parser = argparse.ArgumentParser(description="Zeigt UDP-Nachrichten an")
parser.add_argument("-p", "--port", type=int, default=50000)
parser.add_argument("--host", default="")
args = parser.parse_args()

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    sock.bind((args.host, args.port))
    print(f"Horche auf Port {args.port} (Ende mit Strg+C)")
    while True:
        try:
            data, (ip, _) = sock.recvfrom(65535)
        except KeyboardInterrupt:
            break
        print(f"[{ip}] {data.decode(errors='backslashreplace')}")
