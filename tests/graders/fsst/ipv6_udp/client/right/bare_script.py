# Takes everything for an answer that comes: two checks of robust say so.
from socket import *

s = socket(AF_INET6, SOCK_DGRAM)
s.settimeout(3)
print("'end' beendet")
while (t := input("> ")) != "end":
    s.sendto(t.encode(), ("::1", 61111))
    try:
        print("Received:", s.recvfrom(60000)[0].decode())
    except OSError:
        raise SystemExit("keine Antwort")
print("cleaning up ...")
