# toont de tekst in plaats van de bytes
import socket

HOST = "127.0.0.1"
PORT = 65432

with socket.create_connection((HOST, PORT)) as sock:
    sock.sendall("Hello, world".encode())
    antwoord = sock.recv(1024).decode()
    print("De server antwoordt: " + antwoord)
