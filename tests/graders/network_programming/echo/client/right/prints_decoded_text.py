import socket

host = socket.gethostbyname(socket.gethostname())
port = 12345
with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
    s.connect((host, port))
    s.sendall("Hello, world".encode("ascii"))
    reply = s.recv(1024).decode("ascii", errors="replace")
print("Server says: %s" % reply)
