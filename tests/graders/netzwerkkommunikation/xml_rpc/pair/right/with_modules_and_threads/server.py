# A thread for each client, with socketserver's ThreadingMixIn; functions of an instance.
import sys
from socketserver import ThreadingMixIn
from xmlrpc.server import SimpleXMLRPCRequestHandler, SimpleXMLRPCServer


class Handler(SimpleXMLRPCRequestHandler):
    rpc_paths = ("/RPC2",)
    protocol_version = "HTTP/1.1"
    timeout = 60


class Server(ThreadingMixIn, SimpleXMLRPCServer):
    daemon_threads = True


class Functions:
    def addieren(self, a, b):
        if type(a) is not int or type(b) is not int:
            raise ValueError("addieren wants two whole numbers")
        return a + b

    def umdrehen(self, text):
        if not isinstance(text, str):
            raise ValueError("umdrehen wants a text")
        return "".join(reversed(text))

    def zaehlen(self, text):
        if not isinstance(text, str):
            raise ValueError("zaehlen wants a text")
        counts = {}
        for word in text.split():
            counts[word] = counts.get(word, 0) + 1
        return counts


try:
    with Server(("", 50001), Handler, logRequests=False) as server:
        server.register_introspection_functions()
        server.register_instance(Functions())
        print("Server on port 50001")
        server.serve_forever()
except KeyboardInterrupt:
    pass
except OSError as error:
    print(error, file=sys.stderr)
    sys.exit(1)
