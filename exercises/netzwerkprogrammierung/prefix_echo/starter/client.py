"""Client: schickt "Hallo Server" und zeigt, was der Server antwortet."""

import socket

SERVER = ("127.0.0.1", 8181)

# 1. Einen TCP-Socket erzeugen und mit SERVER verbinden.

# 2. "Hallo Server" als Bytes schicken.

# 3. Die Antwort empfangen und ausgeben: "Client received from server:" und die Bytes.

# 4. Den Socket schließen.
