import socket

server = socket.socket(type=socket.SOCK_DGRAM)
server.bind(("", 50000))
anzahl = {}
try:
    while True:
        daten, (ip, port) = server.recvfrom(65535)
        anzahl[ip] = anzahl.get(ip, 0) + 1
        print(f"[{ip}] {daten.decode('utf-8', 'backslashreplace')}")
        print(f"({anzahl[ip]}. Nachricht von dort, {len(daten)} Bytes, Port {port})")
except KeyboardInterrupt:
    print(anzahl)
