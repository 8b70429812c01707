import socket

HOST = "localhost"
PORT = 8181
with socket.socket() as s:
    s.settimeout(3)
    s.connect((HOST, PORT))
    print("verbunden mit", s.getpeername())
    for word in ("Hallo ", "Server"):
        s.sendall(word.encode("utf-8"))
    data = s.recv(128)
    print("empfangen", repr(data))
