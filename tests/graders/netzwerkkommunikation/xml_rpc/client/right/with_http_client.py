# http.client for HTTP, dumps() and loads() for the XML.
import http.client
import re
import sys
import xmlrpc.client


def complain(text, code=1):
    print(text, file=sys.stderr)
    sys.exit(code)


if len(sys.argv) < 4:
    complain(f"usage: {sys.argv[0]} HOST PORT METHODE ARG ...", 2)
host, port, method = sys.argv[1:4]
if not re.fullmatch("[0-9]{1,5}", port) or not 1 <= int(port) <= 65535:
    complain("PORT is a number from 1 to 65535", 2)
values = []
for text in sys.argv[4:]:
    if re.fullmatch(r"-?[0-9]+", text) and -2147483648 <= int(text) <= 2147483647:
        values.append(int(text))
    else:
        values.append(text)

try:
    connection = http.client.HTTPConnection(host, int(port), timeout=3)
    body = xmlrpc.client.dumps(tuple(values), method, encoding="utf-8").encode("utf-8")
    connection.request("POST", "/RPC2", body, {"Content-Type": "text/xml", "Connection": "close"})
    response = connection.getresponse()
    if response.status != 200:
        complain(f"HTTP: {response.status} {response.reason}")
    (result,), _ = xmlrpc.client.loads(response.read())
except xmlrpc.client.Fault as fault:
    complain(f"{fault.faultCode}: {fault.faultString}")
except (OSError, http.client.HTTPException) as error:
    complain(f"the call failed: {error}")
except Exception as error:  # errors of expat and of xmlrpc have nothing in common
    complain(f"no answer of XML-RPC: {error}")

if isinstance(result, dict):
    print("".join(f"{name}: {result[name]}\n" for name in sorted(result)), end="")
else:
    print(f"Ergebnis: {result}")
