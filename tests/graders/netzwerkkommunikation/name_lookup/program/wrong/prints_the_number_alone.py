# fails: shows_the_port_of_a_service, asks_for_the_protocol
# It prints the number without a label.

import socket
import sys

USAGE = "usage: program.py NAME\n       program.py SERVICE tcp|udp"


def look_up_host(name: str) -> None:
    """Print what a host is called, and its IPv4 addresses. Raises OSError; UnicodeError for what cannot be a name."""
    primary, aliases, addresses = socket.gethostbyname_ex(name)
    print("Name:", primary)
    print("Aliasse:", *aliases or "-")
    print("Adressen:", *addresses)


def look_up_service(name: str, protocol: str) -> None:
    """Print the port of a service. Raises OSError."""
    print(socket.getservbyname(name, protocol))


def main() -> None:
    try:
        match sys.argv[1:]:
            case [name]:
                look_up_host(name)
            case [service, "tcp" | "udp" as protocol]:
                look_up_service(service, protocol)
            case _:
                print(USAGE, file=sys.stderr)
                sys.exit(2)
    except (OSError, UnicodeError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")


if __name__ == "__main__":
    main()
