import socket

s = socket.create_connection((socket.gethostname(), 9999))
s.settimeout(0.5)
tm = b""
while True:
    try:
        part = s.recv(1024)
    except socket.timeout:
        continue
    if not part:
        break
    tm += part
s.close()
with open("last_time.txt", "w") as f:
    f.write(tm.decode("ascii"))
print("The time got from the server is %s" % tm.decode("ascii"))
