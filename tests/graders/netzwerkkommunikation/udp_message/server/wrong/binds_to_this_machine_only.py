# fails: can_be_reached_from_other_machines
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.bind(("localhost", 50000))
    try:
        while True:
            daten, addr = s.recvfrom(1024)
            print(f"[{addr[0]}] {daten.decode(errors='replace')}")
    except KeyboardInterrupt:
        print("beendet")
