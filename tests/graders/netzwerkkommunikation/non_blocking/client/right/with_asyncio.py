# asyncio waits in epoll_wait(), and its sockets are non-blocking.
import asyncio
import sys

PATIENCE = 3


def arguments():
    try:
        host, port, message = sys.argv[1:]
        if not 0 < int(port) < 65536:
            raise ValueError("no such port")
    except ValueError as error:
        print("usage: client.py HOST PORT NACHRICHT:", error, file=sys.stderr)
        sys.exit(2)
    return host, int(port), message.encode()


async def talk(host, port, message):
    reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), PATIENCE)
    writer.write(message)
    await asyncio.wait_for(writer.drain(), PATIENCE)
    answer = b""
    while len(answer) < len(message):
        piece = await asyncio.wait_for(reader.read(2000), PATIENCE)
        if not piece:
            raise EOFError("the answer is not complete")
        answer += piece
    writer.close()
    return answer


try:
    text = asyncio.run(talk(*arguments())).decode(errors="backslashreplace")
except (OSError, EOFError, asyncio.TimeoutError) as error:
    sys.exit(f"no answer: {error!r}")
print(f"Antwort: {text}")
