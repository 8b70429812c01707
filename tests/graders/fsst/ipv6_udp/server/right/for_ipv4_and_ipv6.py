import socket

with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as s:
    s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    s.bind(("::", 61111))
    try:
        while True:
            data, addr = s.recvfrom(65535)
            print("Received from", addr, data)
            s.sendto(data, addr)
    except KeyboardInterrupt:
        pass
