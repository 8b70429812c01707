# fails: goes_to_the_typed_address, says_that_the_address_is_wrong
# It asks for the address, and then sends to 127.0.0.1 all the same.
import socket

SERVER = ("127.0.0.1", 50000)

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
ip = input("IP-Adresse: ")
nachricht = input("Nachricht: ")
s.sendto(nachricht.encode(), SERVER)
s.close()
