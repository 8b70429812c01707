import socket

s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
s.bind(("::", 61111))
s.listen(5)

try:
    while True:
        conn, addr = s.accept()
        with conn:
            print("Connected by", addr)
            try:
                while True:
                    data = conn.recv(1024)
                    if not data:
                        break
                    print("Received from client", repr(data))
                    conn.sendall(data)
            except ConnectionError:
                print("lost", addr)
except KeyboardInterrupt:
    s.close()
