import socket
import sqlite3
import time

db = sqlite3.connect("nachrichten.db")
db.execute("CREATE TABLE IF NOT EXISTS nachricht (zeit REAL, ip TEXT, port INTEGER, daten BLOB)")

server = socket.create_server(("127.0.0.1", 61111))
try:
    while True:
        client, (ip, port) = server.accept()
        print("Connected by", (ip, port))
        try:
            while daten := client.recv(1024):
                print("Received from client", daten)
                with db:
                    db.execute("INSERT INTO nachricht VALUES (?, ?, ?, ?)", (time.time(), ip, port, daten))
                client.sendall(daten)
        except ConnectionError:
            print("Verbindung verloren")
        client.close()
except KeyboardInterrupt:
    (anzahl,) = db.execute("SELECT count(*) FROM nachricht").fetchone()
    print(anzahl, "Nachrichten")
