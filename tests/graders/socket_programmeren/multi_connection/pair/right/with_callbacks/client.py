import errno
import select
import socket
import sys

try:
    HOST, PORT, N = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if N < 1 or not 0 < PORT < 2**16:
        raise ValueError("out of range")
except (ValueError, IndexError) as e:
    print("HOST PORT N:", e, file=sys.stderr)
    sys.exit(2)

poll = select.poll()
socks, out, want, got, bad = {}, {}, {}, {}, False
for n in range(1, N + 1):
    s = socket.socket()
    s.setblocking(False)
    if s.connect_ex((HOST, PORT)) not in (0, errno.EINPROGRESS):
        sys.exit("cannot connect")
    socks[s.fileno()] = n, s
    out[n] = bytes(f"bericht 1 van verbinding {n}\nbericht 2 van verbinding {n}\n", "ascii")
    want[n], got[n] = len(out[n]), b""
    poll.register(s, select.POLLOUT)

while socks:
    for fd, _ in poll.poll():
        n, s = socks[fd]
        try:
            if out[n]:
                out[n] = out[n][s.send(out[n]) :]
                poll.modify(s, select.POLLOUT if out[n] else select.POLLIN)
                continue
            data = s.recv(4096)
            if not data:
                raise OSError("end of stream")
            got[n] += data
            if len(got[n]) < want[n]:
                continue
            print("Verbinding %d ontving %r" % (n, got[n]))
        except OSError as e:
            print(n, e, file=sys.stderr)
            bad = True
        poll.unregister(fd)
        del socks[fd]
        s.close()
sys.exit(int(bad))
