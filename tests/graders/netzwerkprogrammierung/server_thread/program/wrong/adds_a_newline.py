# fails: talks_over_the_network
import socket
import sys
import threading

SERVER = ("127.0.0.1", 8181)


def run_server(server_socket):
    client_socket, address = server_socket.accept()
    print("SRV-THREAD: Client connected from", address)
    data = client_socket.recv(128)
    print("SRV-THREAD: Received:", data)
    answer = "SERVER RECEIVED: " + data.decode() + "\n"
    client_socket.sendall(answer.encode())
    client_socket.close()
    server_socket.close()
    print("SRV-THREAD: finished")


def run_client():
    client_socket = socket.socket()
    client_socket.connect(SERVER)
    client_socket.sendall(b"Hallo Server")
    answer = b""
    while True:
        data = client_socket.recv(1024)
        if not data:
            break
        answer += data
    print("Client received from server:", answer)
    client_socket.close()


try:
    server_socket = socket.socket()
    server_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server_socket.bind(SERVER)
    server_socket.listen(5)
except OSError as error:
    sys.exit("Fehler: " + str(error))
print("SRV-THREAD: Waiting for connection")
server_thread = threading.Thread(target=run_server, args=(server_socket,))
server_thread.start()
run_client()
server_thread.join()
