# asyncio; the server shall close the connection, and each piece has its three seconds.
import asyncio
import re
import sys
import xmlrpc.client


async def ask(host, port, body):
    reader, writer = await asyncio.wait_for(asyncio.open_connection(host, port), 3)
    writer.write(
        b"POST /RPC2 HTTP/1.1\r\nHost: %b:%d\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        % (host.encode("idna"), port, len(body))
    )
    writer.write(body)
    await writer.drain()
    data = b""
    while piece := await asyncio.wait_for(reader.read(65536), 3):
        data += piece
        head, gap, content = data.partition(b"\r\n\r\n")
        if gap and (length := re.search(rb"(?im)^content-length: *(\d+) *\r?$", head)):
            if len(content) >= int(length[1]):
                break
    head, gap, content = data.partition(b"\r\n\r\n")
    status = re.match(rb"HTTP/1.[01] (\d\d\d) ?", head)
    if not gap or not status:
        raise ValueError("the answer is none of HTTP")
    if status[1] != b"200":
        raise ValueError("the status is " + status[1].decode())
    if re.search(rb"(?im)^transfer-encoding: *chunked", head):
        content, rest = b"", content
        while (line := rest.partition(b"\r\n"))[0] != b"0":
            size = int(line[0], 16)
            content, rest = content + line[2][:size], line[2][size + 2 :]
    return content


def value(text):
    if re.match(r"-?[0-9]+\Z", text) and abs(int(text) + 0.5) < 2**31:
        return int(text)
    return text


def main():
    try:
        host, port, method, *arguments = sys.argv[1:]
        port = int(port)
        if not 1 <= port <= 65535:
            raise ValueError
    except ValueError:
        print("usage: client.py HOST PORT METHODE [ARG ...], PORT from 1 to 65535", file=sys.stderr)
        sys.exit(2)
    call = xmlrpc.client.dumps(tuple(value(text) for text in arguments), method).encode()
    try:
        content = asyncio.run(ask(host, port, call))
        ((result,), _) = xmlrpc.client.loads(content)
    except xmlrpc.client.Fault as fault:
        sys.exit(f"Fehler {fault.faultCode} vom Server: {fault.faultString}")
    except asyncio.TimeoutError:
        sys.exit("Keine Antwort")
    except Exception as error:  # errors of expat and of xmlrpc have nothing in common
        sys.exit(f"Keine brauchbare Antwort: {error!r}")
    if type(result) is dict:
        result = [f"{name}: {result[name]}" for name in sorted(result)]
    else:
        result = [f"Ergebnis: {result}"]
    for line in result:
        print(line)


main()
