import select
import socket

srv = socket.socket()
srv.setblocking(False)
srv.bind(("0.0.0.0", 8181))
srv.listen()
inputs = [srv]
running = True
while running:
    readable, _, _ = select.select(inputs, [], [])
    for s in readable:
        if s is srv:
            conn, addr = s.accept()
            conn.setblocking(False)
            inputs.append(conn)
        else:
            data = s.recv(128)
            if data:
                s.send(b"SERVER RECEIVED: " + data)
            inputs.remove(s)
            s.close()
            running = False
srv.close()
