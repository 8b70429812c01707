import socket

PORT = 12345

if socket.has_dualstack_ipv6():
    s = socket.create_server(("", PORT), family=socket.AF_INET6, dualstack_ipv6=True)
else:
    s = socket.create_server(("", PORT))

with s:
    conn, addr = s.accept()
    with conn:
        print("Connected by", addr)
        while data := conn.recv(1024):
            conn.sendall(data)
