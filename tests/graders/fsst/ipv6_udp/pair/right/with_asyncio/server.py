import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.setblocking(False)
    sock.bind(("::1", 61111))
    while True:
        data, sender = await loop.sock_recvfrom(sock, 65535)
        print(f"Received from [{sender[0]}]:{sender[1]}: {data}")
        await loop.sock_sendto(sock, data, sender)


try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("bye")
