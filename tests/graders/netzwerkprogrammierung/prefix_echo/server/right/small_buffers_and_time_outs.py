import socket

server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
server.bind(("127.0.0.1", 8181))
server.listen()
server.settimeout(1)
print("Waiting for connection")
while True:
    try:
        client, address = server.accept()
        break
    except TimeoutError:
        pass
print("Client connected from", address)
client.settimeout(1)
while True:
    try:
        data = client.recv(128)
        break
    except TimeoutError:
        pass
print("Received:", data)
answer = "SERVER RECEIVED: " + data.decode(errors="replace")
client.sendall(answer.encode())
print("Sent:", answer.encode())
client.close()
server.close()
print("finished")
