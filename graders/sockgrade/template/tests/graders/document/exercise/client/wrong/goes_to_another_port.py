# fails: connects_to_the_documented_address
# A slip of the finger in the port.

import socket

with socket.create_connection(("127.0.0.1", 50008)) as connection:
    line = input()
    connection.sendall(line.encode())
    answer = connection.recv(4096).decode()
print(answer)
