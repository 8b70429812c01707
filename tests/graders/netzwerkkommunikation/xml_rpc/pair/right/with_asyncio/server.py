# asyncio, many clients at once, and many calls over one connection; small letters in the names of its fields.
import asyncio
import collections
import sys
import xmlrpc.client


def wanted(kind, *values):
    if any(type(value) is not kind for value in values):
        raise TypeError("Falscher Typ")


def addieren(a, b):
    wanted(int, a, b)
    return a + b


def umdrehen(text):
    wanted(str, text)
    return text[::-1]


def zaehlen(text):
    wanted(str, text)
    return dict(collections.Counter(text.split()))


FUNCTIONS = {f.__name__: f for f in (addieren, umdrehen, zaehlen)}


async def read_call(reader):
    """Whether the connection stays open, and the content; ValueError for what is no call."""
    line = await reader.readuntil(b"\r\n")
    method, path, version = line.split()
    fields = {}
    while (field := await reader.readuntil(b"\r\n")) != b"\r\n":
        name, _, value = field.decode("latin-1").partition(":")
        fields[name.lower()] = value.strip().lower()
    if method != b"POST" or path != b"/RPC2":
        raise ValueError("only POST /RPC2")
    stays = version == b"HTTP/1.1" and fields.get("connection") != "close"
    return stays, await reader.readexactly(int(fields.get("content-length", "none")))


def work(content):
    try:
        arguments, name = xmlrpc.client.loads(content)
        result = FUNCTIONS[name](*arguments)
        return xmlrpc.client.dumps((result,), methodresponse=True).encode()
    except Exception as error:  # whatever a call stumbles over becomes a fault
        return xmlrpc.client.dumps(xmlrpc.client.Fault(-1, repr(error))).encode()


async def serve(reader, writer):
    try:
        stays = True
        while stays:
            try:
                stays, content = await read_call(reader)
            except ValueError:
                writer.write(b"HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
                break
            body = work(content)
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: %d\r\n\r\n" % len(body))
            writer.write(body)
            await writer.drain()
    except (OSError, EOFError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, host="0.0.0.0", port=50001)
    async with server:
        await server.serve_forever()


try:
    asyncio.run(main())
except OSError as error:
    sys.exit(str(error))
except KeyboardInterrupt:
    pass
