# fails: says_how_it_is_used, refuses_three_arguments, refuses_another_protocol
# It does not look how many arguments there are.

import socket
import sys

def look_up_host(name: str) -> None:
    """Print what a host is called, and its IPv4 addresses. Raises OSError; UnicodeError for what cannot be a name."""
    primary, aliases, addresses = socket.gethostbyname_ex(name)
    print("Name:", primary)
    print("Aliasse:", *aliases or "-")
    print("Adressen:", *addresses)


def look_up_service(name: str, protocol: str) -> None:
    """Print the port of a service. Raises OSError."""
    print("Port:", socket.getservbyname(name, protocol))


def main() -> None:
    try:
        if len(sys.argv) > 2:
            look_up_service(sys.argv[1], sys.argv[2])
        else:
            look_up_host(sys.argv[1])
    except (OSError, UnicodeError) as error:
        sys.exit(f"{sys.argv[1]}: {error}")


if __name__ == "__main__":
    main()
