# poplib with all that it has: CAPA, UIDL, TOP for the subjects, a file of another name until all is there, QUIT always.
import email
import os
import poplib
import sys
from email.header import decode_header

if len(sys.argv) < 5 or len(sys.argv) > 6 or (len(sys.argv) == 6 and sys.argv[5] != "leeren"):
    print("Gebrauch: client.py HOST PORT BENUTZER ORDNER [leeren]", file=sys.stderr)
    sys.exit(2)
_, host, port, user, folder = sys.argv[:5]
try:
    port = int(port)
    if not 0 < port < 65536 or len(user.splitlines()) != 1:
        raise ValueError
except ValueError:
    print("Falscher Port oder Benutzer", file=sys.stderr)
    sys.exit(2)


def title(lines):
    text = email.message_from_bytes(b"\n".join(lines))["subject"]
    if text is None:
        return "(ohne Betreff)"
    words = [
        word.decode(charset or "utf-8", "replace") if isinstance(word, bytes) else word
        for word, charset in decode_header("".join(text.splitlines()))
    ]
    return "".join(words)


def run(server, password):
    server.capa()
    server.user(user)
    server.pass_(password)
    server.noop()
    mails = [line.decode().split()[0] for line in server.uidl()[1]]
    if not os.path.isdir(folder):
        os.mkdir(folder)
    total = 0
    for number in mails:
        subject = title(server.top(number, 0)[1])
        name = os.path.join(folder, number + ".eml")
        data = b"\r\n".join([*server.retr(number)[1], b""])
        try:
            with open(name + ".part", "wb") as file:
                file.write(data)
            os.replace(name + ".part", name)
        finally:
            if os.path.exists(name + ".part"):
                os.remove(name + ".part")
        print(number + ": " + str(len(data)) + " Bytes, " + subject, flush=True)
        total += len(data)
    if len(sys.argv) == 6:
        for number in mails:
            server.dele(number)
    return len(mails), total


try:
    password = sys.stdin.buffer.readline().decode().removesuffix("\n")
    server = poplib.POP3(host, port, timeout=3)
    try:
        count, total = run(server, password)
    except BaseException:
        try:
            server.rset()
            server.quit()
        except Exception:
            pass
        raise
    try:
        server.quit()
    except (OSError, poplib.error_proto):
        if len(sys.argv) == 6:
            raise
except (OSError, poplib.error_proto) as error:
    print("Fehler:", error, file=sys.stderr)
    sys.exit(1)
print(count, "E-Mails,", total, "Bytes")
