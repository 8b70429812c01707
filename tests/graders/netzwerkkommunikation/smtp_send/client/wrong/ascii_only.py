# fails: keeps_umlauts_in_the_subject, keeps_umlauts_in_the_text, says_how_the_text_is_encoded, keeps_a_long_subject
# sendmail() of a str is for ASCII only.

import argparse
import smtplib
import sys
from email.utils import formatdate

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

    mail = (
        f"From: {told.sender}\r\n"
        f"To: {told.recipient}\r\n"
        f"Subject: {told.subject}\r\n"
        f"Date: {formatdate()}\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n"
        "Content-Transfer-Encoding: 8bit\r\n"
        "\r\n"
    ) + sys.stdin.read().replace("\n", "\r\n")

    # At the end of the block it says goodbye (QUIT).
    with smtplib.SMTP(told.host, told.port, timeout=PATIENCE) as server:
        server.sendmail(told.sender, [told.recipient], mail)
    print("Gesendet an", told.recipient)


if __name__ == "__main__":
    try:
        main()
    except OSError as error:  # what smtplib raises is an OSError, too, and tells the server's code
        sys.exit(f"Not sent: {error}")
