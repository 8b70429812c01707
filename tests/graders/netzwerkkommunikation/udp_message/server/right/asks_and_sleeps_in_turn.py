import socket
import time


def main():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("", 50000))
    s.setblocking(False)
    while True:
        try:
            daten, addr = s.recvfrom(1024)
        except BlockingIOError:
            time.sleep(0.01)
            continue
        print(f"[{addr[0]}] {daten.decode(errors='replace')}")


try:
    main()
except KeyboardInterrupt:
    print("Ende")
