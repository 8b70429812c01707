import select
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("", 12345))
s.listen(1)

inputs = [s]
while inputs:
    readable, _, _ = select.select(inputs, [], [])
    for r in readable:
        if r is s:
            conn, addr = s.accept()
            print("Connected by", addr)
            inputs = [conn]
            s.close()
        else:
            data = r.recv(1024)
            if data:
                r.sendall(data)
            else:
                r.close()
                inputs.remove(r)
print("No more clients, exiting.")
