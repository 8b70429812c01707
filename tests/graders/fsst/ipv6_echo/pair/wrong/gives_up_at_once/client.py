# fails: understand_what_comes_late
import socket
import sys

with socket.create_connection(("::1", 61111)) as s:
    s.settimeout(0.8)
    print("type 'end' to quit")
    for line in sys.stdin:
        text = line.rstrip("\n")
        if text == "end":
            break
        s.sendall(text.encode())
        answer = b""
        try:
            while len(answer) < len(text.encode()):
                data = s.recv(1024)
                if not data:
                    sys.exit("the server has gone")
                answer += data
        except TimeoutError:
            print("no answer")
            continue
        print("Received:", answer.decode())
print("cleaning up ...")
