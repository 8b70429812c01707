# fails: gives_up_when_no_answer_comes, says_that_the_server_is_absent
# The shell learns that all is well.

import socket
import sys

HOST = "::1"
PORT = 61111


def ask(message):
    s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    s.settimeout(3)
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
    print(f"Error: {e}", file=sys.stderr)
    sys.exit(0)
print("cleaning up ...")
