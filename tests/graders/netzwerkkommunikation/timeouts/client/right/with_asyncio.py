# asyncio.wait_for() around each step.
import argparse
import asyncio
import math
import sys


def positive(text):
    value = float(text)
    if not (math.isfinite(value) and value > 0):
        raise ValueError
    return value


def port(text):
    if int(text) not in range(1, 65536):
        raise ValueError
    return int(text)


async def talk(told):
    message = told.message.encode()
    reader, writer = await asyncio.wait_for(asyncio.open_connection(told.host, told.port), told.seconds)
    writer.write(message)
    answer = b""
    while len(answer) < len(message):
        piece = await asyncio.wait_for(reader.read(4096), told.seconds)
        if not piece:
            raise EOFError("the answer is not complete")
        answer += piece
    writer.close()
    return answer


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=port)
parser.add_argument("seconds", type=positive)
parser.add_argument("message")
try:
    print("Antwort:", asyncio.run(talk(parser.parse_args())).decode(errors="ignore"))
except (OSError, EOFError, asyncio.TimeoutError) as error:
    sys.exit(f"no answer: {error!r}")
