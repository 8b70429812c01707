# A transport of its own with the time limit; prints with sys.stdout.write; catches everything that may come.
import sys
import xmlrpc.client


class Transport(xmlrpc.client.Transport):
    def make_connection(self, host):
        connection = super().make_connection(host)
        connection.timeout = 3
        return connection


def usage(text):
    sys.stderr.write(text + "\n")
    raise SystemExit(2)


def as_value(text):
    digits = text[1:] if text.startswith("-") else text
    if not digits or not set(digits) <= set("0123456789"):
        return text
    number = int(text) if len(digits) < 4000 else 2**40
    return number if xmlrpc.client.MININT <= number <= xmlrpc.client.MAXINT else text


def main(argv):
    if len(argv) < 3:
        usage("usage: client.py HOST PORT METHODE ARG...")
    host, port, method, *arguments = argv
    if not port.isdecimal() or not 0 < int(port) < 65536:
        usage("PORT must be from 1 to 65535")
    server = xmlrpc.client.ServerProxy(f"http://{host}:{port}/RPC2", transport=Transport())
    try:
        result = getattr(server, method)(*[as_value(text) for text in arguments])
    except xmlrpc.client.Fault as fault:
        return f"The server says: {fault.faultString} ({fault.faultCode})"
    except Exception as error:  # errors of expat and of xmlrpc have nothing in common
        return f"{type(error).__name__}: {error}"
    if isinstance(result, dict):
        for name, value in sorted(result.items()):
            sys.stdout.write(f"{name}: {value}\n")
    else:
        sys.stdout.write(f"Ergebnis: {result}\n")
    return 0


sys.exit(main(sys.argv[1:]))
