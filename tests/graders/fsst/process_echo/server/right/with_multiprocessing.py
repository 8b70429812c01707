import socket
from multiprocessing import Process

HOST, PORT = "127.0.0.1", 61111


def meine_funktion(clientsocket, address):
    print("Connected by", address)
    with clientsocket:
        try:
            while data := clientsocket.recv(1024):
                print("Received from client", repr(data))
                clientsocket.sendall(data)
        except OSError as error:
            print(error)


if __name__ == "__main__":
    serversocket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    serversocket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    serversocket.bind((HOST, PORT))
    serversocket.listen(5)
    try:
        while True:
            (clientsocket, address) = serversocket.accept()
            p = Process(target=meine_funktion, args=(clientsocket, address), daemon=True)
            p.start()
            clientsocket.close()
    except KeyboardInterrupt:
        serversocket.close()
