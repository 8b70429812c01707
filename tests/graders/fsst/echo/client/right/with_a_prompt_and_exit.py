import socket, sys
with socket.create_connection(("localhost", 61111)) as k:
    while 1:
        t = input("Nachricht ('end' beendet): ")
        if t == "end":
            print("cleaning up ... tschüss")
            sys.exit(0)
        k.send(bytes(t, "utf8"))
        a = k.recv(1024)
        print(f"Server sagt: {a}")
