# fails: finds_what_it_knows, says_what_it_does_not_know, answers_message_after_message
# fails: prints_each_question, reads_several_messages_in_one_segment
# fails: keeps_the_beginning_of_the_next_message, counts_bytes_and_not_letters
# fails: decodes_as_the_header_says, answers_a_content_of_no_bytes, serves_others_while_a_message_is_unfinished
# Geen lus.

import json
import socket
import struct
import sys
import threading

BEKEND = {
    "tcp": "een betrouwbare stroom van bytes",
    "udp": "losse berichten, zonder garantie",
    "coördinaat": "één getal van een plaats",
}


class Kapot(Exception):
    pass


def ontvang(conn, aantal):
    data = b""
    while len(data) < aantal:
        stuk = conn.recv(aantal - len(data))
        if not stuk:
            raise ConnectionError("de client is weg")
        data += stuk
    return data


def lees_bericht(conn):
    lengte = struct.unpack("!H", ontvang(conn, 2))[0]
    if lengte == 0 or lengte > 1024:
        raise Kapot("de headerlengte klopt niet")
    header = json.loads(ontvang(conn, lengte).decode("utf-8"))
    if not isinstance(header, dict):
        raise Kapot("de header is geen object")
    for sleutel in ("byteorder", "content-type", "content-encoding", "content-length"):
        if sleutel not in header:
            raise Kapot("geen " + sleutel)
    lengte = header["content-length"]
    if not isinstance(lengte, int) or lengte < 0 or lengte > 1000000:
        raise Kapot("de content-length klopt niet")
    return header, ontvang(conn, lengte)


def stuur(conn, inhoud, soort, codering):
    header = {
        "byteorder": sys.byteorder,
        "content-type": soort,
        "content-encoding": codering,
        "content-length": len(inhoud),
    }
    header = json.dumps(header).encode("utf-8")
    conn.sendall(struct.pack("!H", len(header)) + header + inhoud)


def stuur_resultaat(conn, resultaat):
    inhoud = json.dumps({"result": resultaat}, ensure_ascii=False).encode("utf-8")
    stuur(conn, inhoud, "text/json", "utf-8")


def antwoord(vraag):
    if not isinstance(vraag, dict):
        raise Kapot("de inhoud is geen object")
    actie = vraag.get("action")
    waarde = vraag.get("value")
    if not isinstance(actie, str) or not isinstance(waarde, str):
        raise Kapot("action en value moeten teksten zijn")
    print("Verzoek:", actie, waarde)
    if actie != "search":
        return f"Fout: onbekende actie {actie}"
    if waarde in BEKEND:
        return BEKEND[waarde]
    return f"Geen resultaat voor {waarde}"


def bedien(conn, addr):
    print("Connected by", addr)
    try:
        for _ in range(1):
            header, inhoud = lees_bericht(conn)
            if header["content-type"] == "text/json":
                vraag = json.loads(inhoud.decode(header["content-encoding"]))
                stuur_resultaat(conn, antwoord(vraag))
            else:
                stuur(conn, inhoud[::-1], "application/octet-stream", "binary")
    except ConnectionError as fout:
        print("client weg:", fout)
    except (Kapot, ValueError, LookupError, TypeError) as fout:
        print("kapot bericht:", fout)
        try:
            stuur_resultaat(conn, f"Fout: {fout}")
        except ConnectionError:
            pass
    conn.close()


if len(sys.argv) != 3:
    print("gebruik: server.py HOST PORT", file=sys.stderr)
    sys.exit(2)
try:
    host, port = sys.argv[1], int(sys.argv[2])
except ValueError:
    print("de poort is geen getal", file=sys.stderr)
    sys.exit(2)
if port < 1 or port > 65535:
    print("de poort is te groot", file=sys.stderr)
    sys.exit(2)

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((host, port))
s.listen()

try:
    while True:
        conn, addr = s.accept()
        threading.Thread(target=bedien, args=(conn, addr), daemon=True).start()
except KeyboardInterrupt:
    print("klaar")
s.close()
