import socket
import sys

HOST = socket.gethostname()
PORT = 12345
message = b"Hello, world"


def chunks(sock, missing):
    while missing > 0:
        chunk = sock.recv(1024)
        if chunk == b"":
            raise EOFError(f"Server closed too early, {missing} bytes are missing")
        missing -= len(chunk)
        yield chunk


s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
try:
    s.connect((HOST, PORT))
    s.sendall(message)
    data = b"".join(chunks(s, len(message)))
except (OSError, EOFError) as err:
    print("Error:", err, file=sys.stderr)
    sys.exit(1)
finally:
    s.close()
print(f"Received {data!r}")
