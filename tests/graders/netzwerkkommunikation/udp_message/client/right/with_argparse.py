import argparse
import socket


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--ip")
    parser.add_argument("--port", type=int, default=50000)
    args = parser.parse_args()
    ip = args.ip or input("IP-Adresse: ")
    nachricht = input("Nachricht: ")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.sendto(nachricht.encode(), (ip, args.port))


main()
