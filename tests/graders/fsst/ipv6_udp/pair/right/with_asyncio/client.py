import asyncio
import sys


class Mailbox(asyncio.DatagramProtocol):
    def __init__(self):
        self.letters = asyncio.Queue()

    def datagram_received(self, data, addr):
        self.letters.put_nowait(data)

    def error_received(self, exc):
        self.letters.put_nowait(exc)


async def main():
    loop = asyncio.get_running_loop()
    transport, mailbox = await loop.create_datagram_endpoint(Mailbox, remote_addr=("::1", 61111))
    print("Hello! 'end' ends")
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if line in ("", "end\n"):
            break
        while not mailbox.letters.empty():
            mailbox.letters.get_nowait()
        transport.sendto(line[:-1].encode())
        try:
            answer = await asyncio.wait_for(mailbox.letters.get(), 3)
        except asyncio.TimeoutError:
            sys.exit("no answer")
        if isinstance(answer, Exception):
            sys.exit(f"no server: {answer}")
        print("Received:", answer.decode())
    print("cleaning up ...")
    transport.close()


asyncio.run(main())
