# fails: keeps_the_mail_if_it_may_not_go_on, gives_up_when_the_server_falls_silent
# The time-out holds for the greeting, and for nothing after it.

import argparse
import smtplib
import sys
from email.message import EmailMessage
from email.utils import localtime

#: Seconds without a word from the server after which nobody waits any longer.
PATIENCE = 3


def port(text: str) -> int:
    """A port that one can connect to. Raises ValueError."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def line(text: str) -> str:
    """What may stand in a header field: with an end of line in it, it would begin another. Raises ValueError."""
    if "\r" in text or "\n" in text:
        raise ValueError(text)
    return text


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("host")
    parser.add_argument("port", type=port)
    parser.add_argument("sender", type=line)
    parser.add_argument("recipient", type=line)
    parser.add_argument("subject", type=line)
    told = parser.parse_args()

    mail = EmailMessage()
    mail["From"] = told.sender
    mail["To"] = told.recipient
    mail["Subject"] = told.subject
    mail["Date"] = localtime()
    mail.set_content(sys.stdin.read())

    # At the end of the block it says goodbye (QUIT).
    with smtplib.SMTP(told.host, told.port, timeout=PATIENCE) as server:
        server.sock.settimeout(None)
        server.send_message(mail)
    print("Gesendet an", told.recipient)


if __name__ == "__main__":
    try:
        main()
    except OSError as error:  # what smtplib raises is an OSError, too, and tells the server's code
        sys.exit(f"Not sent: {error}")
