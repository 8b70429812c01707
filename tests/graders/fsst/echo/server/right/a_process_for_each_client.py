import multiprocessing
import socket


def meine_funktion(clientsocket, address):
    print("Connected by", address, flush=True)
    while True:
        data = clientsocket.recv(1024)
        if not data:
            break
        print("Received from client", repr(data), flush=True)
        clientsocket.sendall(data)
    clientsocket.close()


if __name__ == "__main__":
    serversocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    serversocket.bind(("127.0.0.1", 61111))
    serversocket.listen(5)
    while True:
        (clientsocket, address) = serversocket.accept()
        p = multiprocessing.Process(target=meine_funktion, args=(clientsocket, address))
        p.start()
        clientsocket.close()
