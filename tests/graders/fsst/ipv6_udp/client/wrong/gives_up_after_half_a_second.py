# fails: waits_for_a_slow_answer
# A slow network is not given any time.

import socket
import sys

HOST = "::1"
PORT = 61111


def ask(message):
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    s.settimeout(0.5)
    s.connect((HOST, PORT))
    s.send(message)
    answer = s.recv(65535)
    s.close()
    return answer


print("Welcome to the echo server, type 'end' to quit")
try:
    while True:
        try:
            line = input()
        except EOFError:
            break
        if line == "end":
            break
        answer = ask(line.encode())
        print("Received:", answer.decode())
except OSError as e:
    sys.exit(f"Error: {e}")
print("cleaning up ...")
