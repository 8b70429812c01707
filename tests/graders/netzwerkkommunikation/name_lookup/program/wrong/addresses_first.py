# fails: shows_three_lines, takes_an_address_for_a_name
# It prints the addresses first.

import socket
import sys

USAGE = "usage: program.py NAME\n       program.py SERVICE tcp|udp"


def look_up_host(name: str) -> None:
    """Print what a host is called, and its IPv4 addresses. Raises OSError; UnicodeError for what cannot be a name."""
    primary, aliases, addresses = socket.gethostbyname_ex(name)
    print("Adressen:", *addresses)
    print("Name:", primary)
    print("Aliasse:", *aliases or "-")


def look_up_service(name: str, protocol: str) -> None:
    """Print the port of a service. Raises OSError."""
    print("Port:", socket.getservbyname(name, protocol))


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
