import argparse
import socket
import sys


def poort(tekst):
    nummer = int(tekst)
    if nummer < 1 or nummer > 65535:
        raise argparse.ArgumentTypeError("geen poort")
    return nummer


keuzes = argparse.ArgumentParser(description="Praat met een server.")
keuzes.add_argument("host")
keuzes.add_argument("poort", type=poort)
keuzes.add_argument("bericht")
keuze = keuzes.parse_args()

try:
    with socket.create_connection((keuze.host, keuze.poort)) as verbinding:
        bestand = verbinding.makefile("rw", encoding="utf-8", newline="\n")
        print(f"Connected to {verbinding.getpeername()[0]}")
        bestand.write(keuze.bericht + "\n")
        bestand.flush()
        antwoord = bestand.readline()
except OSError as fout:
    sys.exit(f"{keuze.host}: {fout}")
if not antwoord.endswith("\n"):
    sys.exit("De server sloot te vroeg.")
print(f"Received {antwoord[:-1]}")
