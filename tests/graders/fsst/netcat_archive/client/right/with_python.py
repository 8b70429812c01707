# A client without netcat and tar.
import os
import socket
import sys
import tarfile

if len(sys.argv) != 4:
    print("usage: client.py HOST PORT FOLDER", file=sys.stderr)
    sys.exit(2)
_, host, port, folder = sys.argv
try:
    names = os.listdir(folder)
    with socket.create_connection((host, int(port))) as connection, connection.makefile("wb") as stream:
        with tarfile.open(fileobj=stream, mode="w|gz") as archive:
            for name in names:
                archive.add(os.path.join(folder, name), arcname=name)
except OSError as error:
    sys.exit(f"client.py: {error}")
