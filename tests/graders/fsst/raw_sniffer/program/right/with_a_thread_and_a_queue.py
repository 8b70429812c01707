# One thread receives, the other prints.
import queue
import socket
import struct
import sys
import threading

PROTOCOLS = {"icmp": socket.IPPROTO_ICMP, "tcp": socket.IPPROTO_TCP, "udp": socket.IPPROTO_UDP}


def usage():
    sys.stderr.write("usage: program.py PROTOCOL COUNT\n")
    sys.exit(2)


def receive(sock, count, packets):
    for _ in range(count):
        packets.put(sock.recvfrom(65535)[0])


if len(sys.argv) != 3 or sys.argv[1] not in PROTOCOLS:
    usage()
if not sys.argv[2].isdigit() or int(sys.argv[2]) < 1:
    usage()
name, count = sys.argv[1], int(sys.argv[2])
packets = queue.Queue()
try:
    sock = socket.socket(socket.AF_INET, socket.SOCK_RAW, PROTOCOLS[name])
except OSError as error:
    sys.exit(str(error))
threading.Thread(target=receive, args=(sock, count, packets), daemon=True).start()
try:
    for _ in range(count):
        packet = packets.get()
        vihl, _, total, _, _, _, _, _, source, target = struct.unpack("!BBHHHBBH4s4s", packet[:20])
        start = (vihl & 0xF) * 4
        ports = ("", "")
        if name != "icmp":
            try:
                ports = [f":{port}" for port in struct.unpack("!HH", packet[start : start + 4])]
            except struct.error:
                pass
        print(
            f"{name.upper()} {socket.inet_ntoa(source)}{ports[0]} -> "
            f"{socket.inet_ntoa(target)}{ports[1]}, {total - start} Bytes"
        )
except KeyboardInterrupt:
    pass
