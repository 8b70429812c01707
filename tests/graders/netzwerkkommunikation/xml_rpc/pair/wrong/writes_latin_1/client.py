# fails: carry_any_characters
# The client writes the call in Latin-1, and does not say so.

import re
import socket
import sys
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape


class Failed(Exception):
    pass


def usage(text):
    print(text, file=sys.stderr)
    sys.exit(2)


def parameter(text):
    is_number = re.fullmatch("-?[0-9]+", text, re.ASCII) and -(2**31) <= int(text) <= 2**31 - 1
    value = f"<int>{int(text)}</int>" if is_number else f"<string>{escape(text)}</string>"
    return f"<param><value>{value}</value></param>"


def ask(host, port, body):
    with socket.create_connection((host, port), timeout=3) as s:
        head = f"POST /RPC2 HTTP/1.0\r\nhost: {host}\r\ncontent-type: text/xml\r\ncontent-length: {len(body)}\r\n\r\n"
        s.sendall(head.encode() + body)
        data = b""
        while b"\r\n\r\n" not in data:
            piece = s.recv(4096)
            if not piece:
                raise Failed("the server hung up")
            data += piece
        head, _, content = data.partition(b"\r\n\r\n")
        status = re.match(rb"HTTP/1\.[01] (\d{3})", head)
        if not status:
            raise Failed("that is no HTTP")
        if status[1] != b"200":
            raise Failed(f"HTTP status {status[1].decode()}")
        length = re.search(rb"\r\ncontent-length:\s*(\d+)", head, re.IGNORECASE)
        while not length or len(content) < int(length[1]):
            piece = s.recv(65536)
            if not piece:
                if length:
                    raise Failed("the answer is cut short")
                break
            content += piece
        return content


def meaning(value):
    if len(value) == 0:
        return value.text or ""
    typed = value[0]
    if typed.tag in ("int", "i4"):
        return int(typed.text)
    if typed.tag == "struct":
        return {m.findtext("name"): meaning(m.find("value")) for m in typed.iter("member")}
    return typed.text or ""


def understood(content):
    root = ET.fromstring(content)
    if root.tag != "methodResponse":
        raise Failed("that is no answer of XML-RPC")
    if (value := root.find("fault/value")) is not None:
        fault = meaning(value)
        raise Failed(f"Fault {fault['faultCode']}: {fault['faultString']}")
    return meaning(root.find("params/param/value"))


def main():
    if len(sys.argv) < 4:
        usage("client.py HOST PORT METHODE ARG...")
    _, host, port, method, *arguments = sys.argv
    try:
        port = int(port)
    except ValueError:
        usage("PORT is a number")
    if not 0 < port < 65536:
        usage("PORT is from 1 to 65535")
    parameters = "".join(map(parameter, arguments))
    call = f"<methodCall><methodName>{escape(method)}</methodName><params>{parameters}</params></methodCall>"
    try:
        result = understood(ask(host, port, call.encode("latin-1", "replace")))
    except (OSError, Failed, ET.ParseError, AttributeError, ValueError) as error:
        print("Failed:", error, file=sys.stderr)
        sys.exit(1)
    if isinstance(result, dict):
        for name in sorted(result):
            print(name, result[name], sep=": ")
    else:
        print("Ergebnis:", result)


main()
