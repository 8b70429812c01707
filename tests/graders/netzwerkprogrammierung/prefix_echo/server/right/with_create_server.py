import socket

with socket.create_server(("127.0.0.1", 8181)) as server:
    client, address = server.accept()
    with client:
        text = client.recv(128).decode()
        answer = f"SERVER RECEIVED: {text}"
        client.sendall(answer.encode())
