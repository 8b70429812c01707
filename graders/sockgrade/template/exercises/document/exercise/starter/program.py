"""Server and client in one program: the server in a thread, the client in the main thread."""

import socket
import threading

HOST = "127.0.0.1"
PORT = 50007

# 1. Make a TCP socket, bind it to (HOST, PORT), and let it listen.

# 2. In a thread: accept a client, receive its message, and send it back in capital letters.

# 3. Meanwhile: connect, send "hello", receive the answer, and print it.
