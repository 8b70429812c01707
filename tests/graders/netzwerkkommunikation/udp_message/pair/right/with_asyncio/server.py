import asyncio


class Protokoll(asyncio.DatagramProtocol):
    def datagram_received(self, data, addr):
        print(f"[{addr[0]}] {data.decode(errors='replace')}", flush=True)


async def main():
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Protokoll, local_addr=("0.0.0.0", 50000))
    await asyncio.Event().wait()


asyncio.run(main())
