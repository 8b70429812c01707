# fails: survive_a_message_that_is_lost
import socket

address = input("IP-Adresse: ")
message = input("Nachricht: ")
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.sendto(message.encode(), (address, 50000))
s.recvfrom(1024)
s.close()
