import argparse
import socket
import sys

parser = argparse.ArgumentParser()
parser.add_argument("--host", default="localhost")
parser.add_argument("--port", type=int, default=61111)
options = parser.parse_args()

print(f"Echo client for {options.host}; stop it with the word end: 'end'")
try:
    while True:
        text = input("Eingabe: ")
        if text == "end":
            break
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.settimeout(3)
            sock.connect((options.host, options.port))
            sock.sendall(text.encode())
            print(f"Sent {len(text)} letters to {sock.getpeername()}")
            data = sock.recv(65535)
        print(f"Received: {data.decode()}  ({len(data)} bytes)")
except EOFError:
    print()
except OSError as error:
    sys.exit(f"{options.host}: {error}")
print("cleaning up ...")
