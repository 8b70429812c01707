import socket


def patiently(call, *arguments):
    while True:
        try:
            return call(*arguments)
        except TimeoutError:
            pass


server = socket.socket()
server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2048)
server.bind(("127.0.0.1", 8181))
server.listen()
server.settimeout(1)
print("Waiting for connection")
while True:
    client, address = patiently(server.accept)
    print("Client connected from", address)
    client.settimeout(1)
    data = patiently(client.recv, 128)
    print("Received:", data)
    answer = "SERVER RECEIVED: " + data.decode(errors="replace")
    client.sendall(answer.encode())
    print("Sent:", answer.encode())
    client.close()
