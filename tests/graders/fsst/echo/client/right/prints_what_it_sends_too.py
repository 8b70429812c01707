import socket

s = socket.socket()
s.connect(("127.0.0.1", 61111))
print("Verbunden mit", s.getpeername(), "- 'end' beendet das Programm")
while True:
    text = input("Eingabe: ")
    if text == "end":
        break
    data = text.encode("utf-8")
    print(f"Sent: {text!r} ({len(data)} bytes)")
    s.sendall(data)
    reply = b""
    while len(reply) < len(data):
        reply += s.recv(4096)
    print("Received: " + reply.decode("utf-8"))
print("cleaning up ...")
s.close()
