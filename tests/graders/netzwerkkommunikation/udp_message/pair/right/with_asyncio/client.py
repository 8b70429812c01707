import asyncio


async def main():
    ip = input("IP-Adresse: ")
    nachricht = input("Nachricht: ")
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, remote_addr=(ip, 50000)
    )
    transport.sendto(nachricht.encode())
    transport.close()


asyncio.run(main())
