import socket

sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
sock.bind(("::1", 61111))
sock.settimeout(0.5)
buffer = bytearray(65535)
running = True
while running:
    try:
        n, sender = sock.recvfrom_into(buffer)
    except TimeoutError:
        continue
    except KeyboardInterrupt:
        running = False
    else:
        print("Received from", sender, bytes(buffer[:n]))
        sock.sendto(buffer[:n], sender)
sock.close()
