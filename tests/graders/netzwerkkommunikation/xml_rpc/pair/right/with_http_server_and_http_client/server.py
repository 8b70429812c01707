# http.server for HTTP, xml.etree for what comes, and XML written by hand for what goes.
import sys
import xml.etree.ElementTree as ET
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape

LEAST, MOST = -(2**31), 2**31 - 1


class Refused(Exception):
    """Becomes a fault."""


def meaning(value):
    if len(value) == 0:
        return value.text or ""
    (typed,) = value
    if typed.tag in ("int", "i4"):
        return int(typed.text)
    if typed.tag == "string":
        return typed.text or ""
    raise Refused("neither a number nor a text")


def xml(value):
    if isinstance(value, int):
        return f"<value><i4>{value}</i4></value>"
    if isinstance(value, str):
        return f"<value>{escape(value)}</value>"
    members = "".join(f"<member><name>{escape(k)}</name>{xml(v)}</member>" for k, v in value.items())
    return f"<value><struct>{members}</struct></value>"


def call(name, arguments):
    match name, arguments:
        case "addieren", [int(a), int(b)]:
            if not LEAST <= a + b <= MOST:
                raise Refused("too large")
            return a + b
        case "umdrehen", [str(text)]:
            return text[::-1]
        case "zaehlen", [str(text)]:
            result = {}
            for word in text.split():
                result.setdefault(word, 0)
                result[word] += 1
            return result
    raise Refused("no such function, or other arguments")


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        try:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            root = ET.fromstring(content)
            name = root.find("methodName").text.strip()
            values = root.findall("params/param/value")
        except (ET.ParseError, ValueError, TypeError, AttributeError):
            self.send_error(400)
            return
        try:
            body = f"<params><param>{xml(call(name, [meaning(value) for value in values]))}</param></params>"
        except (Refused, ValueError) as error:
            body = f"<fault>{xml({'faultCode': 4, 'faultString': str(error)})}</fault>"
        data = f'<?xml version="1.0" encoding="UTF-8"?>\n<methodResponse>{body}</methodResponse>\n'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        print("lost", client_address)


if __name__ == "__main__":
    try:
        Server(("0.0.0.0", 50001), Handler).serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)
    except OSError as error:
        sys.exit(f"{error}")
