# A server without netcat and tar.
import os
import socket
import sys
import tarfile
import zlib

if len(sys.argv) != 3:
    print("usage: server.py PORT FOLDER", file=sys.stderr)
    sys.exit(2)
try:
    os.makedirs(sys.argv[2], exist_ok=True)
    with socket.create_server(("", int(sys.argv[1]))) as listener:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as stream:
            with tarfile.open(fileobj=stream, mode="r|gz") as archive:
                for member in archive:
                    if ".." in member.name.split("/") or member.name.startswith("/"):
                        sys.exit(f"server.py: {member.name} leads out of the folder")
                    archive.extract(member, sys.argv[2])
except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
    sys.exit(f"server.py: {error!r}")
