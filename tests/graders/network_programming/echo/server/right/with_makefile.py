import socket

listener = socket.socket()
listener.bind(("", 12345))
listener.listen()
conn, addr = listener.accept()
print("Connected by", addr)
with conn, conn.makefile("rwb", buffering=0) as stream:
    while True:
        data = stream.read(1024)
        if not data:
            break
        view = memoryview(data)
        while view:
            view = view[stream.write(view):]
listener.close()
