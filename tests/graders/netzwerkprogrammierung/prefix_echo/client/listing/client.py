import socket

SERVER = ("127.0.0.1", 8181)

client_socket = socket.socket()
client_socket.connect(SERVER)

payload = bytes("Hallo Server", "utf8")
client_socket.send(payload)

data = client_socket.recv(1024)
print("Client received from server:", data)

client_socket.close()
