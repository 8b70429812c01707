import socket
import threading
import time

SERVER = ("127.0.0.1", 8181)


def run_server():
    # Creating socket and binding to IP, PORT
    server_socket = socket.socket()
    server_socket.bind(SERVER)
    server_socket.listen(5)  # 5 is a backlog of this many hanging connections

    print("SRV-THREAD: Waiting for connection")
    client_socket, address_info = server_socket.accept()  # wait until connection

    print("SRV-THREAD: Client connected from", address_info)
    data = client_socket.recv(128)

    print("SRV-THREAD: Recevied:", data)
    # Data is a bytes stream. Must be converted to a UTF8-String
    payload = "SERVER RECEIVED: " + str(data, "utf8")
    client_socket.send(bytes(payload, "utf8"))
    print("SRV-THREAD: finished")
    # closing server. Usually this will be run in a loop.
    server_socket.close()


server_thread = threading.Thread(target=run_server)
server_thread.start()

# The document is a notebook: a person runs the next cell when the server has said that it waits.
time.sleep(1)

client_socket = socket.socket()
client_socket.connect(SERVER)

payload = bytes("Hallo Server", "utf8")
client_socket.send(payload)

data = client_socket.recv(1024)
print("Client received from server:", data)

client_socket.close()
