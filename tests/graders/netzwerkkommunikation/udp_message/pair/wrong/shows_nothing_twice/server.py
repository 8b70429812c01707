# fails: survive_a_message_that_comes_twice
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 50000))
seen = set()
while True:
    data, (address, port) = s.recvfrom(1024)
    if data in seen:
        continue
    seen.add(data)
    print(f"[{address}] {data.decode(errors='replace')}")
