import socket

client = socket.create_connection(("127.0.0.1", 8181))
client.sendall("Hallo Server".encode())
print("gesendet: Hallo Server")
answer = b""
while part := client.recv(128):
    answer += part
client.close()
with open("antwort.bin", "wb") as file:
    file.write(answer)
print("Client received from server:", answer)
