# fails: works_in_one_thread, waits_for_all_together
# Threads serve many clients as well; but this exercise asks for one.

import argparse
import socket
import threading


def serve(conn, addr):
    print("Connected by", addr)
    conn.settimeout(3600)
    with conn:
        try:
            while data := conn.recv(1024):
                conn.sendall(data)
        except OSError as error:
            print("Lost a client:", error)


def port_number(text):
    if not 0 < int(text) < 65536:
        raise ValueError
    return int(text)


parser = argparse.ArgumentParser()
parser.add_argument("host")
parser.add_argument("port", type=port_number)
arguments = parser.parse_args()
try:
    with socket.create_server((arguments.host, arguments.port)) as listener:
        while True:
            threading.Thread(target=serve, args=listener.accept(), daemon=True).start()
except KeyboardInterrupt:
    print("stopped")
