import socket
import socketserver
import threading


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        print("Client connected from", self.client_address)
        data = self.request.recv(1024).strip()
        print("Received:", data)
        self.request.sendall(b"SERVER RECEIVED: " + data)


def client(host, port, message):
    with socket.create_connection((host, port)) as sock:
        sock.sendall(message.encode())
        response = str(sock.recv(1024), "utf-8")
        print("Client received from server: {}".format(response))


socketserver.TCPServer.allow_reuse_address = True
server = socketserver.TCPServer(("", 8181), Handler)
thread = threading.Thread(target=server.handle_request, daemon=True)
thread.start()
client("localhost", 8181, "Hallo Server")
thread.join()
server.server_close()
