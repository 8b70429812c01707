"""Sends one message over UDP."""

import socket
import sys

PORT = 50000


def main() -> None:
    address = input("IP-Adresse: ")
    message = input("Nachricht: ")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        # One call, one datagram. Whether somebody receives it, UDP does not tell.
        sender.sendto(message.encode(), (address, PORT))


if __name__ == "__main__":
    try:
        main()
    except OSError as error:
        sys.exit(f"The message could not be sent: {error}")
    except EOFError:
        sys.exit("No message, nothing sent")
