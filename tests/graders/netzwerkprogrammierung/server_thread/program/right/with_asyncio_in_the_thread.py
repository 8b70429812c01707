import asyncio
import socket
import threading

ready = threading.Event()


async def handle(reader, writer, done):
    data = await reader.read(128)
    print("server got", data)
    writer.write(b"SERVER RECEIVED: ")
    writer.write(data)
    await writer.drain()
    writer.close()
    done.set()


async def serve():
    done = asyncio.Event()
    server = await asyncio.start_server(lambda r, w: handle(r, w, done), "127.0.0.1", 8181)
    async with server:
        ready.set()
        await done.wait()


thread = threading.Thread(target=asyncio.run, args=(serve(),))
thread.start()
ready.wait()
with socket.create_connection(("127.0.0.1", 8181)) as s:
    s.sendall("Hallo Server".encode())
    s.shutdown(socket.SHUT_WR)
    with s.makefile("rb") as f:
        print("client got", f.read())
thread.join()
