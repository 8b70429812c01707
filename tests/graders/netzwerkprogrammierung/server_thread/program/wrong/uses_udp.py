# fails: talks_at_the_documented_address, talks_over_the_network, prints_who_has_connected
# fails: says_that_the_port_is_taken
import socket
import threading

SERVER = ("127.0.0.1", 8181)


def run_server(server_socket):
    data, address = server_socket.recvfrom(128)
    print("SRV-THREAD: Client connected from", address)
    print("SRV-THREAD: Received:", data)
    server_socket.sendto(b"SERVER RECEIVED: " + data, address)
    print("SRV-THREAD: finished")
    server_socket.close()


server_socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server_socket.bind(SERVER)
print("SRV-THREAD: Waiting for connection")
server_thread = threading.Thread(target=run_server, args=(server_socket,))
server_thread.start()
client_socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client_socket.connect(SERVER)
client_socket.send(b"Hallo Server")
print("Client received from server:", client_socket.recv(1024))
client_socket.close()
server_thread.join()
