# fails: talks_at_the_documented_address, talks_over_the_network, prints_the_answer, ends_by_itself
# fails: prints_who_has_connected, prints_what_the_server_received
# fails: says_that_the_server_has_finished, labels_the_answer, can_be_run_again_at_once
import socket
import sys
import threading

SERVER = ("127.0.0.1", 8181)


def run_server(server_socket):
    client_socket, address = server_socket.accept()
    print("SRV-THREAD: Client connected from", address)
    data = client_socket.recv(128)
    print("SRV-THREAD: Received:", data)
    answer = "SERVER RECEIVED: " + data.decode()
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
server_thread.join()
run_client()
