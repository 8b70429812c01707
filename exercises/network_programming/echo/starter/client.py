"""Echo client: greets the server, and shows what comes back."""

import socket

HOST = socket.gethostname()  # the server runs on this machine
PORT = 12345
MESSAGE = b"Hello, world"

# 1. Make a TCP socket and connect it to (HOST, PORT).

# 2. Send MESSAGE.

# 3. Receive until as many bytes have come back as you sent.

# 4. Close the socket and print what you received: Received b'...'
