# search() and fetch(), which count from 1: the UID is asked for with each mail, and may stand before it or after it.
import imaplib
import re
import sys


class Failed(Exception):
    pass


def ok(status, data):
    if status != "OK":
        raise Failed(b" ".join(data).decode())
    return data


def main():
    if len(sys.argv) != 5 or not re.fullmatch("[0-9]{1,5}", sys.argv[2]) or not 0 < int(sys.argv[2]) < 65536:
        print("usage: client.py HOST PORT USER MAILBOX", file=sys.stderr)
        return 2
    host, port, user, mailbox = sys.argv[1:]
    if not (user + mailbox).isprintable():
        print("usage: USER and MAILBOX are one line each", file=sys.stderr)
        return 2
    user, mailbox = (
        '"' + "".join("\\" + c if c in '"\\' else c for c in text) + '"' for text in (user, mailbox)
    )
    password = input()
    mails = {}
    server = None
    try:
        server = imaplib.IMAP4(host, int(port), 3)
        ok(*server.login(user, password))
        ok(*server.select(mailbox, True))
        for number in ok(*server.search(None, "UNSEEN"))[0].split():
            data = ok(*server.fetch(number, "(BODY.PEEK[] UID)"))
            for i, item in enumerate(data):
                if isinstance(item, tuple):
                    around = item[0] + (data[i + 1] if i + 1 < len(data) else b"")
                    uid = int(re.search(rb"UID (\d+)", around).group(1))
                    mails[uid] = item[1]
        server.close()
    except (Failed, OSError, imaplib.IMAP4.error) as error:
        print("failed:", error, file=sys.stderr)
        return 1
    finally:
        try:
            if server is not None:
                server.logout()
        except Exception:
            pass
    for uid, content in mails.items():
        with open("%d.eml" % uid, "wb") as file:
            file.write(content)
        print("%d.eml: %d Bytes" % (uid, len(content)))
    print("Neu: %d" % len(mails))
    return 0


sys.exit(main())
