import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
while True:
    data, address = s.recvfrom(1024)
    print(f"[{address[0]}] {data.decode(errors='replace')}")
    s.sendto(b"OK", address)
