# fails: listens_at_the_documented_address
# A zero is missing.
import socket

PORT = 5000

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.bind(("", PORT))
    try:
        while True:
            daten, addr = s.recvfrom(1024)
            print(f"[{addr[0]}] {daten.decode(errors='replace')}")
    except KeyboardInterrupt:
        print("beendet")
