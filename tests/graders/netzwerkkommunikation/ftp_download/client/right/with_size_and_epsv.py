# ntransfercmd() of ftplib, over IPv6's passive mode, and it looks at the size first; the half file is removed.
import contextlib
import ftplib
import os
import sys


class Client(ftplib.FTP):
    def makepasv(self):
        return ftplib.parse229(self.sendcmd("EPSV"), self.sock.getpeername())


def fetch(host, port, path, file):
    ftp = Client(timeout=3)
    ftp.connect(host, port)
    ftp.login()
    ftp.voidcmd("TYPE I")
    size = ftp.size(path)
    connection, _ = ftp.ntransfercmd(f"RETR {path}")
    length = 0
    with connection:
        while piece := connection.recv(65536):
            length += file.write(piece)
    ftp.voidresp()
    with contextlib.suppress(EOFError, OSError):
        ftp.quit()
    ftp.close()
    if size is not None and size != length:
        raise EOFError(f"{length} of {size} bytes")
    return length


def main():
    try:
        host, port, path, name = sys.argv[1:]
        port = int(port)
        if port not in range(1, 65536):
            raise ValueError
    except ValueError:
        print("HOST PORT PFAD DATEI", file=sys.stderr)
        return 2
    try:
        with open(name, "wb") as file:
            length = fetch(host, port, path, file)
    except (ftplib.Error, OSError, EOFError) as why:
        with contextlib.suppress(OSError):
            os.remove(name)
        print(str(why) or "the server hung up", file=sys.stderr)
        return 1
    print(length, "Bytes")
    return 0


sys.exit(main())
