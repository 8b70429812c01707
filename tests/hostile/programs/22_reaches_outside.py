import errno
import json
import socket

reached = {}
for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
    # A name server, the metadata service of clouds, a private network; an IPv6 host.
    for host in ("8.8.8.8", "169.254.169.254", "10.0.0.1", "192.168.0.1", "2001:4860:4860::8888"):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, kind) as probe:
            probe.settimeout(3)
            try:
                probe.connect((host, 80))
                reached[f"{kind.name} {host}"] = "reached"
            except OSError as error:
                reached[f"{kind.name} {host}"] = errno.errorcode.get(error.errno, str(error))
try:
    reached["name"] = socket.gethostbyname("example.com")
except socket.gaierror as error:
    reached["name"] = error.strerror
print(json.dumps(reached))
