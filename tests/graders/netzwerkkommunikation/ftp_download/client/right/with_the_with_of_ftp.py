# The context manager of ftplib, which says QUIT also when something has failed; a second file that is renamed at the end.
import os
import sys
from ftplib import FTP, all_errors


def usage() -> None:
    print("usage: client.py HOST PORT PFAD DATEI", file=sys.stderr)
    sys.exit(2)


if len(sys.argv) != 5:
    usage()
host, number, path, name = sys.argv[1:]
if not number.isascii() or not number.isdigit() or not 0 < int(number) < 65536:
    usage()

part = name + ".part"
try:
    with FTP() as ftp, open(part, "wb") as out:
        ftp.connect(host, int(number), timeout=3)
        ftp.login("anonymous", "guest@")
        ftp.cwd("/")
        ftp.retrbinary("RETR " + path, out.write, blocksize=512)
    os.replace(part, name)
    print(f"{os.path.getsize(name)} Bytes")
except all_errors as error:
    if os.path.exists(part):
        os.unlink(part)
    print(f"{type(error).__name__}: {error}", file=sys.stderr)
    sys.exit(1)
