# Braucht für jede Nachricht eine Zehntelsekunde, und verliert keine.
import socket
import time

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as empfaenger:
    empfaenger.bind(("", 50000))
    try:
        while True:
            daten, (ip, _) = empfaenger.recvfrom(1024)
            time.sleep(0.1)
            print(f"[{ip}]", daten.decode("utf-8", "replace"))
    except KeyboardInterrupt:
        print("Schluss.")
