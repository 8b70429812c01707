# fails: prints_message_after_message, does_not_grow
# Zehn sind nicht alle.
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    s.bind(("", 50000))
    try:
        for nummer in range(10):
            daten, (ip, port) = s.recvfrom(2048)
            print(f"[{ip}] {daten.decode(errors='replace')}")
    except KeyboardInterrupt:
        pass
