# fails: takes_every_good_answer
# No other code is good for it.

import base64
import email.utils
import socket
import sys


class Refused(Exception):
    pass


def answer(file, good):
    while True:
        line = file.readline()
        if not line.endswith(b"\n"):
            raise ConnectionError("the server has closed the connection")
        if line[3:4] != b"-":
            break
    if not line.startswith(good):
        raise Refused(line.decode(errors="replace").strip())


def say(s, file, command, good=b"250"):
    s.sendall(command.encode() + b"\r\n")
    answer(file, good)


def main():
    if len(sys.argv) != 6 or any(c in word for word in sys.argv for c in "\r\n"):
        print("usage: client.py HOST PORT VON AN BETREFF", file=sys.stderr)
        return 2
    host, port, sender, recipient, subject = sys.argv[1:]
    if not port.isdigit() or not 0 < int(port) < 65536:
        print("PORT: 1 to 65535", file=sys.stderr)
        return 2
    text = sys.stdin.buffer.read()
    words = [subject[i : i + 10] for i in range(0, len(subject), 10)]
    coded = "\r\n ".join(f"=?UTF-8?B?{base64.b64encode(w.encode()).decode()}?=" for w in words)
    head = [
        f"Subject: {coded}",
        f"To: <{recipient}>",
        f"From: Absender <{sender}>",
        f"Date: {email.utils.formatdate(localtime=True)}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        "",
    ]
    lines = [line.encode() for line in head] + text.split(b"\n")
    try:
        with socket.create_connection((host, int(port)), timeout=3) as s, s.makefile("rb") as file:
            answer(file, b"2")
            say(s, file, "HELO localhost")
            say(s, file, f"mail from:<{sender}>")
            say(s, file, f"rcpt to:<{recipient}>")
            say(s, file, "data", b"354")
            for line in lines:
                s.sendall((b"." if line.startswith(b".") else b"") + line + b"\r\n")
            say(s, file, ".")
            print(f"Gesendet an {recipient}")
            s.sendall(b"QUIT\r\n")
    except (OSError, Refused) as error:
        print("nicht gesendet:", error, file=sys.stderr)
        return 1
    return 0


sys.exit(main())
