# fails: listens_at_the_documented_address
# Port 0 means: any that is free. It prints which one, but no client can know.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("0.0.0.0", 0))
print("Port", s.getsockname()[1])
try:
    while True:
        daten, addr = s.recvfrom(1024)
        print(f"[{addr[0]}] {daten.decode(errors='replace')}")
except KeyboardInterrupt:
    s.close()
