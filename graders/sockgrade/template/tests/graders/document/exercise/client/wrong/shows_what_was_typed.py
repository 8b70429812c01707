# fails: shows_the_answer
# It prints the line in place of the answer.

import socket

with socket.create_connection(("127.0.0.1", 50007)) as connection:
    line = input()
    connection.sendall(line.encode())
    answer = connection.recv(4096).decode()
print(line)
