"""What a check holds in its hands: servers and clients, their connections and datagrams."""
