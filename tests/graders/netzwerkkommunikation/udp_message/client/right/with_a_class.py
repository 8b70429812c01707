import socket


class Sender:
    PORT = 50000

    def __init__(self, ip):
        self.ip = ip
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

    def sende(self, text):
        self.sock.sendto(bytes(text, "utf-8"), (self.ip, self.PORT))

    def __del__(self):
        self.sock.close()


def main():
    sender = Sender(input("IP-Adresse des Servers: "))
    sender.sende(input("Nachricht eingeben: "))
    print("Gesendet!")


if __name__ == "__main__":
    main()
