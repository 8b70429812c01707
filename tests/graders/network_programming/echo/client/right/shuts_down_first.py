import socket

sock = socket.create_connection((socket.gethostname(), 12345))
try:
    sock.sendall(b"Hello, world")
    sock.shutdown(socket.SHUT_WR)
    data = b"".join(iter(lambda: sock.recv(5), b""))
finally:
    sock.close()
print("Received", data)
