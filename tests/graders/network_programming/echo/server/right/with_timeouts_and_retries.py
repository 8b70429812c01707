import socket

s = socket.create_server(('', 12345))
s.settimeout(1)
while True:
    try:
        conn, addr = s.accept()
        break
    except socket.timeout:
        print('nobody there yet')
print('Connected by', addr)
conn.settimeout(1)
with conn:
    while True:
        try:
            data = conn.recv(1024)
        except socket.timeout:
            continue
        if not data:
            break
        conn.settimeout(None)
        conn.sendall(data)
        conn.settimeout(1)
s.close()
