import socket

server = socket.create_server(("", 50000), family=socket.AF_INET6, dualstack_ipv6=True)
while True:
    verbindung, (ip, *_) = server.accept()
    ip = ip.removeprefix("::ffff:")
    with verbindung:
        try:
            while nachricht := verbindung.recv(4096):
                print(f"[{ip}] {nachricht.decode(errors='replace')}")
                while not (antwort := input("Antwort: ")):
                    pass
                verbindung.sendall(antwort.encode())
        except ConnectionError:
            print(ip, "ist weg")
