# No SEARCH: it asks for the flags of all mails, and then for all that are unread at once; the `with` of imaplib.
import imaplib
import re
import sys


def usage(text):
    print(text, file=sys.stderr)
    sys.exit(2)


if len(sys.argv) != 5:
    usage("HOST PORT USER MAILBOX")
_, host, port, user, mailbox = sys.argv
if not port.isdecimal() or not 1 <= int(port) <= 65535:
    usage("not a port")
if re.search(r"[\r\n]", user + mailbox):
    usage("one line, please")


def quote(text):
    return '"%s"' % text.replace("\\", r"\\").replace('"', r"\"")


def check(result):
    if result[0] != "OK":
        sys.exit(f"the server says {result[0]}: {result[1]}")
    return result[1]


class Server(imaplib.IMAP4):
    def logout(self):
        try:
            return super().logout()
        except (OSError, self.error):
            self.shutdown()


password = sys.stdin.read().split("\n")[0]
count = 0
try:
    with Server(host, int(port), timeout=3) as server:
        server.login(quote(user), password)
        [total] = check(server.select(quote(mailbox)))
        unread = []
        if int(total):
            for entry in check(server.fetch("1:*", "(UID FLAGS)")):
                uid = entry and re.search(rb"UID (\d+)", entry)
                if uid and rb"\Seen" not in entry:
                    unread.append(uid[1].decode())
        if unread:
            entries = check(server.uid("FETCH", ",".join(unread), "(UID BODY.PEEK[])"))
            for entry in entries:
                if isinstance(entry, tuple):
                    uid = re.search(rb"UID (\d+)", entry[0])[1].decode()
                    with open(uid + ".eml", "wb") as file:
                        size = file.write(entry[1])
                    print(f"{uid}.eml: {size} Bytes")
                    count += 1
    print("Neu:", count)
except (OSError, imaplib.IMAP4.error) as error:
    sys.exit(f"error: {error}")
