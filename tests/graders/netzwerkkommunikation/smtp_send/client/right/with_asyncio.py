# asyncio streams, quoted-printable, a multipart mail, and one time-out for each answer.
import argparse
import asyncio
import sys
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, localtime

parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=int, choices=range(1, 65536), metavar="PORT")
parser.add_argument("von")
parser.add_argument("an")
parser.add_argument("betreff")


async def answer(reader):
    while True:
        line = await asyncio.wait_for(reader.readuntil(b"\n"), 3)
        if line[3:4] != b"-":
            return line.decode("latin-1").strip()


async def send(told, data):
    reader, writer = await asyncio.wait_for(asyncio.open_connection(told.host, told.port), 3)

    async def say(line, good="2"):
        writer.write(line.encode() + b"\r\n")
        got = await answer(reader)
        if not got.startswith(good):
            raise OSError(got)

    greeting = await answer(reader)
    if not greeting.startswith("2"):
        raise OSError(greeting)
    try:
        await say("EHLO [127.0.0.1]")
    except OSError:
        await say("HELO [127.0.0.1]")
    await say(f"MAIL FROM:<{told.von}>")
    await say(f"RCPT TO:<{told.an}>")
    await say("DATA", "3")
    writer.write(data.replace(b"\r\n.", b"\r\n.."))
    await say(".")
    writer.write(b"QUIT\r\n")
    writer.close()


told = parser.parse_args()
if {"\n", "\r"} & {*told.von, *told.an, *told.betreff}:
    parser.error("one line each")
message = EmailMessage()
message["To"] = told.an
message["From"] = told.von
message["Subject"] = told.betreff
message["Date"] = format_datetime(localtime())
message.set_content(sys.stdin.read(), cte="quoted-printable")
message.make_mixed()
try:
    asyncio.run(send(told, message.as_bytes(policy=policy.SMTP)))
except (OSError, EOFError, asyncio.TimeoutError) as error:
    sys.exit(f"not sent: {error!r}")
print("Gesendet an", told.an)
