# The older classes of the email package, base64, sendmail() and quit(), connected before the text is read.
import smtplib
import sys
from email.header import Header
from email.mime.text import MIMEText
from email.utils import formatdate, make_msgid

if len(sys.argv) != 6:
    print("usage: client.py HOST PORT VON AN BETREFF", file=sys.stderr)
    sys.exit(2)
host, port, sender, recipient, subject = sys.argv[1:]
try:
    port = int(port)
    if port < 1 or port > 65535:
        raise ValueError("no port")
    if any(len((word + "x").splitlines()) > 1 for word in (sender, recipient, subject)):
        raise ValueError("one line, please")
except ValueError as error:
    print(error, file=sys.stderr)
    sys.exit(2)

try:
    server = smtplib.SMTP(timeout=3)
    code, words = server.connect(host, port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, words)
    message = MIMEText(sys.stdin.read(), "plain", "utf-8")
    message["Message-ID"] = make_msgid(domain="localhost")
    message["Date"] = formatdate()
    message["Subject"] = Header(subject, "utf-8")
    message["From"] = sender
    message["To"] = recipient
    server.sendmail(sender, [recipient], message.as_string())
    print(f"Gesendet an {recipient}")
    try:
        server.quit()
    except smtplib.SMTPException:
        pass
except smtplib.SMTPRecipientsRefused as error:
    for code, words in error.recipients.values():
        print("Empfänger abgelehnt:", code, words.decode(), file=sys.stderr)
    sys.exit(1)
except smtplib.SMTPResponseException as error:
    print(f"Fehler {error.smtp_code}: {error.smtp_error!r}", file=sys.stderr)
    sys.exit(1)
except OSError as error:
    print(f"Fehler: {error}", file=sys.stderr)
    sys.exit(1)
